package io.portprobe.internal.dialogue;

import static io.portprobe.Talk.bytes;
import static io.portprobe.Talk.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Attempt;
import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Cause;
import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.Talk;
import io.portprobe.Talk.Heard;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Step;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Probes of one port that run one dialogue, and peers for them. */
final class DialogueProbes {
  /** The timeout of each probe. */
  static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** How long a dialogue waits for more. */
  static final Duration QUIET = Duration.ofMillis(40);

  private DialogueProbes() {}

  /** A dialogue that finishes with the text it receives. */
  abstract static class Listening implements Dialogue {
    @Override
    public Step received(ByteBuffer bytes) {
      return heard(text(bytes));
    }

    /** Returns a dialogue with a first step. */
    static Listening starting(Step first) {
      return new Listening() {
        @Override
        public Step start() {
          return first;
        }
      };
    }

    static Step heard(String text) {
      return Step.finish(new Heard(text, Optional.empty()));
    }
  }

  static ProbeClient client(Binding binding, Function<DialogueContext, Dialogue> dialogue) {
    return ProbeClient.builder()
        .withoutDiscovery()
        .timeout(TIMEOUT)
        .protocol(Talk.protocol("talk", binding, dialogue))
        .build();
  }

  static Attempt tcp(TcpPeer peer, Function<DialogueContext, Dialogue> dialogue) {
    try (ProbeClient client = client(Binding.tcp(9), dialogue)) {
      return only(client.tcp("127.0.0.1", peer.port()).as("talk"));
    }
  }

  static Attempt udp(UdpPeer peer, Binding binding, Function<DialogueContext, Dialogue> dialogue) {
    try (ProbeClient client = client(binding, dialogue)) {
      return only(client.udp("127.0.0.1", peer.port()).as("talk"));
    }
  }

  static Attempt only(PortProbe probe) {
    return probe.report().join().attempts().get(0);
  }

  static String heard(Attempt attempt) {
    DialogueReport dialogue = attempt.dialogue().orElseThrow();
    assertThat(dialogue.cause()).as(dialogue.note()).isEqualTo(Cause.COMPLETED);
    return ((Heard) dialogue.finding().orElseThrow()).words();
  }

  static TcpPeer.Conversation echo() {
    return (in, out) -> {
      byte[] request = new byte[64];
      int count = in.read(request);
      out.write(request, 0, Math.max(0, count));
      untilClosed(in);
    };
  }

  static void untilClosed(InputStream in) throws IOException {
    while (in.read() >= 0) {
      // the client closes
    }
  }

  static void say(OutputStream out, String text) throws IOException {
    out.write(bytes(text));
    out.flush();
  }
}

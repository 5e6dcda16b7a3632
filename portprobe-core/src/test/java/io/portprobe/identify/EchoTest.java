package io.portprobe.identify;

import static io.portprobe.Talk.bytes;
import static io.portprobe.Talk.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.Talk.Heard;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.identify.ServiceIdentity.Verdict;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server that sends back what it receives. */
class EchoTest extends IdentifySample {
  /** Sends a random line, and expects it back. */
  private static final class Mirror implements Protocol {
    @Override
    public String name() {
      return "mirror";
    }

    @Override
    public Set<Binding> bindings() {
      return Set.of(Binding.tcp(1));
    }

    @Override
    public Dialogue open(DialogueContext context) {
      String line = "SAME " + context.random().nextLong() + "\n";
      return new Dialogue() {
        private String echoed = "";

        @Override
        public Step start() {
          return Step.send(bytes(line));
        }

        @Override
        public Step received(ByteBuffer received) {
          echoed += text(received);
          if (!line.startsWith(echoed)) {
            return Step.mismatch("another line");
          }
          return line.equals(echoed)
              ? Step.finish(new Heard(line.strip(), Optional.empty()))
              : Step.await();
        }
      };
    }
  }

  private static void echo(InputStream in, OutputStream out) throws IOException {
    for (int b = in.read(); b >= 0; b = in.read()) {
      out.write(b);
      out.flush();
    }
  }

  @Tag("slow")
  @Test
  void echo_isNoProtocolThatSentTheRequest() {
    try (TcpPeer peer = TcpPeer.serving(EchoTest::echo)) {
      ServiceIdentity identity =
          patiently(
              timeout -> identify(peer, timeout, QUIZ, new Lines("self", "", "", "", 1, true)),
              found -> found.verdict() == Verdict.UNKNOWN);

      assertThat(identity.verdict()).isEqualTo(Verdict.UNKNOWN);
      assertThat(identity.evidence()).isEqualTo("the peer sends back what it receives");
    }
  }

  @Test
  @Tag("slow")
  void echo_isOfTheProtocolThatExpectsIt() {
    Protocol echo = new Mirror();
    try (TcpPeer peer = TcpPeer.serving(EchoTest::echo)) {
      ServiceIdentity identity = identify(peer, QUIZ, echo);

      assertThat(identity.protocol()).contains("mirror");
    }
  }

  @Test
  @Tag("slow")
  void echo_isNoProtocolWhoseRequestIsAlwaysTheSame() {
    Protocol same = new Lines("same", "SAME", "SAME", "", 1, true);
    try (TcpPeer peer = TcpPeer.serving(EchoTest::echo);
        ProbeClient client = client(same, new Mirror())) {
      PortProbe probe = client.tcp("127.0.0.1", peer.port()).plain();

      assertThat(probe.identify().join().protocol()).contains("mirror");
    }
  }
}

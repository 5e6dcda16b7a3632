package io.portprobe.identify;

import static io.portprobe.Talk.bytes;
import static io.portprobe.Talk.text;

import io.portprobe.ProbeClient;
import io.portprobe.ProbeClientBuilder;
import io.portprobe.Talk.Heard;
import io.portprobe.Transport;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.spi.Step;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Identifications of small servers by clients with few protocols. */
abstract class IdentifySample {
  static final Duration SHORT = Duration.ofMillis(400);

  /**
   * A protocol of lines.
   *
   * @param request what it sends; empty to wait for a greeting
   * @param response how its server's lines begin
   * @param recognised how the lines begin that it recognises
   */
  record Lines(
      String name, String request, String response, String recognised, int rarity, boolean isSafe)
      implements Protocol {
    @Override
    public Set<Binding> bindings() {
      return Set.of(Binding.tcp(1), Binding.udp(1));
    }

    @Override
    public Optional<ServiceFacts> recognise(ByteBuffer received) {
      return !recognised.isEmpty() && text(received.duplicate()).startsWith(recognised)
          ? Optional.of(ServiceFacts.of(name).withProduct("recognised"))
          : Optional.empty();
    }

    @Override
    public Dialogue open(DialogueContext context) {
      return new Dialogue() {
        private String line = "";

        @Override
        public Step start() {
          return request.isEmpty() ? Step.await() : Step.send(bytes(request + "\n"));
        }

        @Override
        public Step received(ByteBuffer bytes) {
          line += text(bytes);
          if (!line.startsWith(response.substring(0, Math.min(response.length(), line.length())))) {
            return context.transport() == Transport.TCP
                ? Step.mismatch("another line")
                : Step.await("another line");
          }
          return line.endsWith("\n")
              ? Step.finish(new Heard(line.strip(), Optional.empty()))
              : Step.await();
        }
      };
    }
  }

  static final Protocol HAIL = new Lines("hail", "", "HAIL", "HAIL", 5, true);

  static final Protocol QUIZ = new Lines("quiz", "QUIZ", "ANSWER", "BADQUIZ", 1, true);

  static final Protocol RARE = new Lines("rare", "RARE", "RARE OK", "", 9, true);

  static final Protocol UNSAFE = new Lines("unsafe", "FORMAT", "DONE", "", 1, false);

  final Queue<String> received = new ConcurrentLinkedQueue<>();

  static ProbeClient client(Protocol... protocols) {
    ProbeClientBuilder builder = ProbeClient.builder().withoutDiscovery();
    for (Protocol protocol : protocols) {
      builder = builder.protocol(protocol);
    }
    return builder.build();
  }

  static ServiceIdentity identify(TcpPeer peer, Protocol... protocols) {
    try (ProbeClient client = client(protocols)) {
      return client.tcp("127.0.0.1", peer.port()).identify().join();
    }
  }

  static ServiceIdentity identify(TcpPeer peer, Duration timeout, Protocol... protocols) {
    try (ProbeClient client = client(protocols)) {
      return client.tcp("127.0.0.1", peer.port()).timeout(timeout).identify().join();
    }
  }

  /** Identifies with more time at each try, because a busy machine may use up a short time. */
  static ServiceIdentity patiently(
      Function<Duration, ServiceIdentity> identify, Predicate<ServiceIdentity> isEnough) {
    Duration timeout = SHORT;
    ServiceIdentity identity = identify.apply(timeout);
    while (!isEnough.test(identity) && timeout.compareTo(Duration.ofSeconds(20)) < 0) {
      timeout = timeout.multipliedBy(4);
      identity = identify.apply(timeout);
    }
    return identity;
  }

  TcpPeer.Conversation greeting(String greeting) {
    return (in, out) -> {
      out.write(bytes(greeting));
      out.flush();
      while (in.read() >= 0) {
        // the client closes
      }
    };
  }

  /** Responds to each line, unless the response is empty. */
  TcpPeer.Conversation responding(UnaryOperator<String> responder) {
    return (in, out) -> {
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        received.add(line);
        out.write(bytes(responder.apply(line)));
        out.flush();
      }
    };
  }

  TcpPeer.Conversation quizServer() {
    return responding(line -> line.equals("QUIZ") ? "ANSWER 42\n" : "");
  }
}

package io.portprobe;

import static io.portprobe.Talk.bytes;
import static io.portprobe.Talk.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Talk.Heard;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.TlsIdentity;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.identify.IdentifySettings;
import io.portprobe.identify.ServiceIdentity;
import io.portprobe.identify.ServiceIdentity.Confidence;
import io.portprobe.identify.ServiceIdentity.Verdict;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.spi.Step;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class IdentifyTest {
  private static final Duration SHORT = Duration.ofMillis(400);

  /**
   * A protocol of lines.
   *
   * @param request what it sends; empty to wait for a greeting
   * @param response how its server's lines begin
   * @param recognised how the lines begin that it recognises
   */
  private record Lines(
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

  private static final Protocol HAIL = new Lines("hail", "", "HAIL", "HAIL", 5, true);
  private static final Protocol QUIZ = new Lines("quiz", "QUIZ", "ANSWER", "BADQUIZ", 1, true);
  private static final Protocol RARE = new Lines("rare", "RARE", "RARE OK", "", 9, true);
  private static final Protocol UNSAFE = new Lines("unsafe", "FORMAT", "DONE", "", 1, false);

  private final Queue<String> received = new ConcurrentLinkedQueue<>();

  private static ProbeClient client(Protocol... protocols) {
    ProbeClientBuilder builder = ProbeClient.builder().withoutDiscovery();
    for (Protocol protocol : protocols) {
      builder = builder.protocol(protocol);
    }
    return builder.build();
  }

  private static ServiceIdentity identify(TcpPeer peer, Protocol... protocols) {
    try (ProbeClient client = client(protocols)) {
      return client.tcp("127.0.0.1", peer.port()).identify().join();
    }
  }

  private static ServiceIdentity identify(TcpPeer peer, Duration timeout, Protocol... protocols) {
    try (ProbeClient client = client(protocols)) {
      return client.tcp("127.0.0.1", peer.port()).timeout(timeout).identify().join();
    }
  }

  /** Identifies with more time at each try, because a busy machine may use up a short time. */
  private static ServiceIdentity patiently(
      Function<Duration, ServiceIdentity> identify, Predicate<ServiceIdentity> isEnough) {
    Duration timeout = SHORT;
    ServiceIdentity identity = identify.apply(timeout);
    while (!isEnough.test(identity) && timeout.compareTo(Duration.ofSeconds(20)) < 0) {
      timeout = timeout.multipliedBy(4);
      identity = identify.apply(timeout);
    }
    return identity;
  }

  private TcpPeer.Conversation greeting(String greeting) {
    return (in, out) -> {
      out.write(bytes(greeting));
      out.flush();
      while (in.read() >= 0) {
        // the client closes
      }
    };
  }

  /** Responds to each line, unless the response is empty. */
  private TcpPeer.Conversation responding(UnaryOperator<String> responder) {
    return (in, out) -> {
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        received.add(line);
        out.write(bytes(responder.apply(line)));
        out.flush();
      }
    };
  }

  private static void echo(InputStream in, OutputStream out) throws IOException {
    for (int b = in.read(); b >= 0; b = in.read()) {
      out.write(b);
      out.flush();
    }
  }

  private TcpPeer.Conversation quizServer() {
    return responding(line -> line.equals("QUIZ") ? "ANSWER 42\n" : "");
  }

  @Test
  void greeting_isRecognised_andItsDialogueContinuesOnTheSameConnection() {
    try (TcpPeer peer = TcpPeer.serving(greeting("HAIL 7\n"))) {
      ServiceIdentity identity = identify(peer, QUIZ, HAIL, RARE);

      assertThat(identity.verdict()).isEqualTo(Verdict.IDENTIFIED);
      assertThat(identity.protocol()).contains("hail");
      assertThat(identity.service()).contains("hail");
      assertThat(identity.confidence()).isEqualTo(Confidence.CONFIRMED);
      assertThat(identity.finding()).contains(new Heard("HAIL 7", Optional.empty()));
      assertThat(identity.connections()).isEqualTo(1);
      assertThat(identity.state()).isEqualTo(PortState.LISTENING);
      assertThat(identity.endpoint()).isEqualTo(Endpoint.tcp("127.0.0.1", peer.port()));
      assertThat(text(identity.firstBytes())).isEqualTo("HAIL 7\n");
    }
  }

  @Test
  @Tag("slow")
  void serverThatWaitsForARequest_isIdentifiedByItsResponse() {
    try (TcpPeer peer = TcpPeer.serving(quizServer())) {
      ServiceIdentity identity = identify(peer, HAIL, QUIZ);

      assertThat(identity.protocol()).contains("quiz");
      assertThat(identity.connections()).as("greeting and TLS, request").isEqualTo(2);
    }
  }

  @Test
  void plainResponseToAClientHello_isRecognised() {
    try (TcpPeer peer =
        TcpPeer.serving(responding(line -> line.equals("QUIZ") ? "ANSWER 1\n" : "BADQUIZ\n"))) {
      ServiceIdentity identity = identify(peer, HAIL, RARE, QUIZ);

      assertThat(identity.protocol()).contains("quiz");
      assertThat(identity.confidence()).isEqualTo(Confidence.CONFIRMED);
      assertThat(received).as("no request of another protocol").doesNotContain("RARE");
    }
  }

  @Test
  void responseToAForeignRequest_isRecognised_withoutACompleteDialogue() {
    Protocol other = new Lines("other", "HELP", "OK", "", 1, true);
    Protocol quiz = new Lines("quiz", "QUIZ", "ANSWER", "BADQUIZ", 9, true);
    try (TcpPeer peer = TcpPeer.serving(responding(line -> "BADQUIZ\n"));
        ProbeClient client = client(other, quiz)) {
      ServiceIdentity identity = client.tcp("127.0.0.1", peer.port()).plain().identify().join();

      assertThat(received).containsExactly("HELP", "QUIZ");
      assertThat(identity.protocol()).contains("quiz");
      assertThat(identity.confidence()).isEqualTo(Confidence.RECOGNISED);
      assertThat(identity.product()).contains("recognised");
      assertThat(identity.finding()).isEmpty();
    }
  }

  @Test
  void completeDialogue_thatAnotherProtocolRecognises_isOfTheOther() {
    Protocol rarer = new Lines("rarer", "RARER", "RARER OK", "ANSWER for rarer", 9, true);
    try (TcpPeer peer =
            TcpPeer.serving(
                responding(line -> line.equals("RARER") ? "RARER OK\n" : "ANSWER for rarer\n"));
        ProbeClient client = client(QUIZ, rarer)) {
      ServiceIdentity identity = client.tcp("127.0.0.1", peer.port()).plain().identify().join();

      assertThat(received).containsExactly("QUIZ", "RARER");
      assertThat(identity.protocol()).contains("rarer");
      assertThat(identity.confidence()).isEqualTo(Confidence.CONFIRMED);
    }
  }

  @Test
  void tls_isDetected_andLookedInto() {
    TlsIdentity certificate = TlsIdentity.selfSigned("localhost");
    try (TcpPeer peer = TcpPeer.tls(certificate.context(), quizServer())) {
      ServiceIdentity identity = identify(peer, Duration.ofSeconds(30), HAIL, QUIZ);

      assertThat(identity.protocol()).contains("quiz");
      assertThat(identity.tls().orElseThrow().certificates())
          .containsExactly(certificate.certificate());
      assertThat(identity.connections()).isEqualTo(1);
    }
  }

  @Test
  void tlsWithAnUnknownProtocol_isUnknown_withItsCertificate() {
    TlsIdentity certificate = TlsIdentity.selfSigned("localhost");
    try (TcpPeer peer = TcpPeer.tls(certificate.context(), greeting("WHAT\n"))) {
      ServiceIdentity identity = identify(peer, HAIL);

      assertThat(identity.verdict()).isEqualTo(Verdict.UNKNOWN);
      assertThat(identity.protocol()).isEmpty();
      assertThat(identity.tls()).isPresent();
    }
  }

  @Test
  void unknownGreeting_isReportedWithoutAName_afterOneConnection() {
    try (TcpPeer peer = TcpPeer.serving(greeting("\033[2JWHO ARE YOU\n"))) {
      ServiceIdentity identity = identify(peer, HAIL, QUIZ, RARE);

      assertThat(identity.verdict()).isEqualTo(Verdict.UNKNOWN);
      assertThat(identity.service()).isEmpty();
      assertThat(identity.confidence()).isEqualTo(Confidence.NONE);
      assertThat(identity.evidence()).contains("WHO ARE YOU").doesNotContain("\033");
      assertThat(identity.connections()).isEqualTo(1);
    }
  }

  @Test
  void greetingOfTwoProtocols_isDecidedByTheirDialogues() {
    Protocol alike = new Lines("alike", "", "HAIL AND FAREWELL", "HAIL", 1, true);
    try (TcpPeer peer = TcpPeer.serving(greeting("HAIL 7\n"))) {
      assertThat(identify(peer, alike, HAIL).protocol()).contains("hail");
    }
  }

  @Test
  void greetingThatTwoProtocolsClaim_andNoneConfirms_hasNoName() {
    Protocol one = new Lines("one", "", "HAIL ONE", "HAIL", 1, true);
    Protocol two = new Lines("two", "", "HAIL TWO", "HAIL", 1, true);
    try (TcpPeer peer = TcpPeer.serving(greeting("HAIL 7\n"))) {
      ServiceIdentity identity =
          patiently(
              timeout -> identify(peer, timeout, one, two),
              each -> each.verdict() != Verdict.SILENT);
      assertThat(identity.verdict()).isEqualTo(Verdict.UNKNOWN);
    }
  }

  @Test
  void silentServer_hasNoName() {
    try (TcpPeer peer = TcpPeer.silent()) {
      ServiceIdentity identity = identify(peer, SHORT, HAIL, QUIZ, RARE);

      assertThat(identity.verdict()).isEqualTo(Verdict.SILENT);
      assertThat(identity.protocol()).isEmpty();
      assertThat(identity.connections()).isLessThanOrEqualTo(IdentifySettings.MAX_CONNECTIONS);
    }
  }

  @Test
  void serverThatClosesAtOnce_isReportedSo() {
    try (TcpPeer peer = TcpPeer.closing()) {
      ServiceIdentity identity = identify(peer, HAIL, QUIZ, RARE);

      assertThat(identity.verdict()).isEqualTo(Verdict.CLOSES);
      assertThat(identity.connections()).isLessThanOrEqualTo(3);
    }
  }

  @Test
  void serverThatResets_isReportedSo() {
    try (TcpPeer peer = TcpPeer.resetting()) {
      assertThat(identify(peer, HAIL, QUIZ).verdict()).isEqualTo(Verdict.CLOSES);
    }
  }

  @Test
  void echo_isNoProtocolThatSentTheRequest() {
    try (TcpPeer peer = TcpPeer.serving(IdentifyTest::echo)) {
      ServiceIdentity identity = identify(peer, QUIZ, new Lines("self", "", "", "", 1, true));

      assertThat(identity.verdict()).isEqualTo(Verdict.UNKNOWN);
      assertThat(identity.evidence()).isEqualTo("the peer sends back what it receives");
    }
  }

  @Test
  @Tag("slow")
  void echo_isOfTheProtocolThatExpectsIt() {
    Protocol echo = new Mirror();
    try (TcpPeer peer = TcpPeer.serving(IdentifyTest::echo)) {
      ServiceIdentity identity = identify(peer, QUIZ, echo);

      assertThat(identity.protocol()).contains("mirror");
    }
  }

  @Test
  @Tag("slow")
  void echo_isNoProtocolWhoseRequestIsAlwaysTheSame() {
    Protocol same = new Lines("same", "SAME", "SAME", "", 1, true);
    try (TcpPeer peer = TcpPeer.serving(IdentifyTest::echo);
        ProbeClient client = client(same, new Mirror())) {
      PortProbe probe = client.tcp("127.0.0.1", peer.port()).plain();

      assertThat(probe.identify().join().protocol()).contains("mirror");
    }
  }

  @Test
  void endlessGreeting_isBounded() {
    try (TcpPeer peer = TcpPeer.flooding(bytes("spam "))) {
      ServiceIdentity identity = identify(peer, HAIL, QUIZ);

      assertThat(identity.verdict()).isEqualTo(Verdict.UNKNOWN);
      assertThat(identity.firstBytes().remaining()).isEqualTo(512);
    }
  }

  @Test
  void protocolThatThrows_doesNotDisturbTheOthers() {
    Protocol broken =
        new Protocol() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public Set<Binding> bindings() {
            return Set.of(Binding.tcp(1));
          }

          @Override
          public int rarity() {
            throw new IllegalStateException("rarity");
          }

          @Override
          public Optional<ServiceFacts> recognise(ByteBuffer bytes) {
            throw new IllegalStateException("recognise");
          }

          @Override
          public Dialogue open(DialogueContext context) {
            throw new IllegalStateException("open");
          }
        };
    try (TcpPeer peer = TcpPeer.serving(greeting("HAIL 7\n"))) {
      ServiceIdentity identity = identify(peer, broken, HAIL);

      assertThat(identity.protocol()).contains("hail");
      assertThat(identity.plugInFailures())
          .containsExactly(
              "the protocol 'broken' threw in recognise():"
                  + " java.lang.IllegalStateException: recognise");
    }
  }

  @Test
  void unsafeProtocol_isOnlySpoken_ifEnabled() {
    try (TcpPeer peer = TcpPeer.serving(responding(line -> line.equals("FORMAT") ? "DONE\n" : ""));
        ProbeClient client = client(UNSAFE)) {
      PortProbe probe = client.tcp("127.0.0.1", peer.port()).plain();

      assertThat(probe.timeout(SHORT).identify().join().protocol()).isEmpty();
      assertThat(received).doesNotContain("FORMAT");
      assertThat(
              probe.identify(IdentifySettings.defaults().withUnsafeProtocols()).join().protocol())
          .contains("unsafe");
    }
  }

  @Test
  void connections_areLimitedBySettings() {
    try (TcpPeer peer = TcpPeer.silent();
        ProbeClient client = client(QUIZ, RARE, HAIL)) {
      IdentifySettings one = IdentifySettings.defaults().withMaxConnections(1);
      PortProbe probe = client.tcp("127.0.0.1", peer.port());
      ServiceIdentity identity =
          patiently(
              timeout -> probe.timeout(timeout).identify(one).join(),
              each -> each.connections() > 0);

      assertThat(identity.connections()).isEqualTo(1);
    }
  }

  @Test
  void plainProbe_triesNoTls() {
    try (TcpPeer peer = TcpPeer.serving(quizServer());
        ProbeClient client = client(HAIL, QUIZ)) {
      ServiceIdentity identity = client.tcp("127.0.0.1", peer.port()).plain().identify().join();

      assertThat(identity.protocol()).contains("quiz");
      assertThat(identity.connections()).isEqualTo(1);
    }
  }

  @Test
  void closedPort_isNotListening() {
    try (TcpPeer peer = TcpPeer.refusing()) {
      ServiceIdentity identity = identify(peer, HAIL);

      assertThat(identity.verdict()).isEqualTo(Verdict.NOT_LISTENING);
      assertThat(identity.state()).isEqualTo(PortState.NOT_LISTENING);
    }
  }

  @Test
  void deniedTarget_failsTheFuture() {
    try (TcpPeer peer = TcpPeer.silent();
        ProbeClient client =
            ProbeClient.builder()
                .withoutDiscovery()
                .targetPolicy(TargetPolicy.publicInternetOnly())
                .build()) {
      assertThat(client.tcp("127.0.0.1", peer.port()).identify())
          .failsWithin(Duration.ofSeconds(5))
          .withThrowableOfType(ExecutionException.class)
          .withCauseInstanceOf(TargetDeniedException.class);
    }
  }

  @Test
  void cancelledIdentification_closesItsSocket() throws Exception {
    CompletableFuture<Integer> end = new CompletableFuture<>();
    CompletableFuture<Void> accepted = new CompletableFuture<>();
    try (TcpPeer peer =
            TcpPeer.serving(
                (in, out) -> {
                  accepted.complete(null);
                  end.complete(in.read());
                });
        ProbeClient client = client(HAIL)) {
      CompletableFuture<ServiceIdentity> identity =
          client.tcp("127.0.0.1", peer.port()).timeout(Duration.ofMinutes(1)).identify();
      accepted.get(60, TimeUnit.SECONDS);
      identity.cancel(false);

      assertThat(end.get(60, TimeUnit.SECONDS)).isEqualTo(-1);
    }
  }

  @Test
  void json_hasTheIdentity() {
    try (TcpPeer peer = TcpPeer.serving(greeting("HAIL 7\n"))) {
      assertThat(identify(peer, HAIL).toJson())
          .contains(
              "\"verdict\":\"IDENTIFIED\"",
              "\"protocol\":\"hail\"",
              "\"confidence\":\"CONFIRMED\"",
              "\"connections\":1",
              "\"words\":\"HAIL 7\"");
    }
  }

  @Test
  void udpService_isIdentifiedByAnAcceptedReply() {
    try (UdpPeer peer =
            UdpPeer.responding(
                request ->
                    new String(request, StandardCharsets.UTF_8).equals("RARE\n")
                        ? List.of(bytes("RARE OK\n"))
                        : List.of());
        ProbeClient client = client(HAIL, QUIZ, RARE)) {
      ServiceIdentity identity = client.udp("127.0.0.1", peer.port()).identify().join();

      assertThat(identity.protocol()).contains("rare");
      assertThat(identity.confidence()).isEqualTo(Confidence.CONFIRMED);
      assertThat(identity.connections()).isZero();
    }
  }

  @Test
  void udpServiceOfAnotherProtocol_hasNoName() {
    try (UdpPeer peer = UdpPeer.responding(request -> List.of(bytes("HUH?")));
        ProbeClient client = client(QUIZ, RARE)) {
      PortProbe probe = client.udp("127.0.0.1", peer.port());
      ServiceIdentity identity =
          patiently(
              timeout -> probe.timeout(timeout).identify().join(),
              each -> each.verdict() != Verdict.SILENT);

      assertThat(identity.verdict()).isEqualTo(Verdict.UNKNOWN);
      assertThat(identity.state()).isEqualTo(PortState.LISTENING);
    }
  }

  @Test
  void emptyDatagram_isNotOfferedToProtocols() {
    Protocol first =
        new Protocol() {
          @Override
          public String name() {
            return "first";
          }

          @Override
          public Set<Binding> bindings() {
            return Set.of(Binding.udp(1));
          }

          @Override
          public Optional<ServiceFacts> recognise(ByteBuffer received) {
            return received.get(received.position()) == 'F'
                ? Optional.of(ServiceFacts.of("first"))
                : Optional.empty();
          }

          @Override
          public Dialogue open(DialogueContext context) {
            return RARE.open(context);
          }
        };
    try (UdpPeer peer = UdpPeer.responding(request -> List.of(new byte[0]));
        ProbeClient client = client(first)) {
      ServiceIdentity identity =
          client.udp("127.0.0.1", peer.port()).timeout(SHORT).identify().join();

      assertThat(identity.plugInFailures()).isEmpty();
    }
  }

  @Test
  void silentUdpPort_isSilent() {
    try (UdpPeer peer = UdpPeer.silent();
        ProbeClient client = client(QUIZ)) {
      ServiceIdentity identity =
          client.udp("127.0.0.1", peer.port()).timeout(SHORT).identify().join();

      assertThat(identity.verdict()).isEqualTo(Verdict.SILENT);
      assertThat(identity.state()).isEqualTo(PortState.LISTENING_OR_FILTERED);
    }
  }

  @Test
  void refusedUdpPort_isNotListening() {
    try (UdpPeer peer = UdpPeer.refusing();
        ProbeClient client = client(QUIZ)) {
      assertThat(client.udp("127.0.0.1", peer.port()).identify().join().verdict())
          .isEqualTo(Verdict.NOT_LISTENING);
    }
  }
}

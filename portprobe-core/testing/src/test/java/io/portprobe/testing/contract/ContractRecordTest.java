package io.portprobe.testing.contract;

import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static io.portprobe.testing.contract.NetworkAssert.assertThatNetwork;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeClientBuilder;
import io.portprobe.TargetDeniedException;
import io.portprobe.TargetPolicy;
import io.portprobe.UnresolvedTargetException;
import io.portprobe.faultkit.Loopback;
import io.portprobe.faultkit.ScriptedResolver;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.TcpPeerFactory;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import io.portprobe.testing.internal.contract.ContractWords;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Execution(ExecutionMode.CONCURRENT)
class ContractRecordTest {
  private static final String NAME = "pair.example";

  /** The timeout for ports that may be silent; enough for name resolution on a busy machine. */
  private static final Duration SILENCE = ofSeconds(1);

  /** What the protocol of these tests finds: of several lines, one of them awkward. */
  public record Greeting(String words) implements Finding {
    @Override
    public List<String> lines() {
      return List.of("greeting: " + words, "", "two: \u0007\nlines: \u4e2d", "x".repeat(1_500));
    }
  }

  @TempDir private Path folder;

  private static ProbeClientBuilder builder() {
    return ProbeClient.builder()
        .withoutDiscovery()
        .resolver(
            new ScriptedResolver().resolving(NAME, Loopback.ipv4(), Loopback.otherIpv4())::resolve)
        .timeout(ofSeconds(30));
  }

  private static Named<Supplier<TcpPeer>> first(String name, Supplier<TcpPeer> peer) {
    return Named.of(name, peer);
  }

  private static Named<Function<TcpPeerFactory, TcpPeer>> second(
      String name, Function<TcpPeerFactory, TcpPeer> peer) {
    return Named.of(name, peer);
  }

  static Stream<Arguments> kept() {
    return Stream.of(
        Arguments.of(
            first("silent", TcpPeer::silent),
            second("silent", TcpPeerFactory::silent),
            "listening (accepted)"),
        Arguments.of(
            first("silent", TcpPeer::silent),
            second("refusing", TcpPeerFactory::refusing),
            "listening (accepted)"),
        Arguments.of(
            first("refusing", TcpPeer::refusing),
            second("silent", TcpPeerFactory::silent),
            "listening (accepted)"),
        Arguments.of(
            first("dropping", TcpPeer::blackHole),
            second("silent", TcpPeerFactory::silent),
            "listening (accepted)"),
        Arguments.of(
            first("refusing", TcpPeer::refusing),
            second("refusing", TcpPeerFactory::refusing),
            "not-listening (refused)"),
        Arguments.of(
            first("dropping", TcpPeer::blackHole),
            second("dropping", TcpPeerFactory::blackHole),
            "filtered (timed-out)"));
  }

  @ParameterizedTest
  @Tag("slow")
  @MethodSource("kept")
  @DisplayName("An unchanged network meets the contract recorded for a name with two addresses")
  void kept(Supplier<TcpPeer> first, Function<TcpPeerFactory, TcpPeer> second, String expected)
      throws IOException {
    try (TcpPeer one = first.get();
        TcpPeer other = second.apply(TcpPeer.at(Loopback.otherIpv4(), one.port()));
        ProbeClient client = builder().timeout(SILENCE).build()) {
      assertThat(other.port()).isEqualTo(one.port());

      ContractEntry line = roundTrip(client, Endpoint.tcp(NAME, one.port()));

      assertThat(word(line.state()) + " (" + word(line.reasons().iterator().next()) + ")")
          .isEqualTo(expected);
    }
  }

  private static String word(Enum<?> constant) {
    return ContractWords.word(constant);
  }

  /** Records, writes, reads, and holds the network to it. */
  private ContractEntry roundTrip(ProbeClient client, Endpoint endpoint) throws IOException {
    Path file = folder.resolve("recorded.yaml");
    NetworkContract.record(client, List.of(endpoint)).join().write(file);
    assertThatCode(() -> assertThatNetwork(client).matches(file)).doesNotThrowAnyException();
    return NetworkContract.read(file).entries().get(0);
  }

  /** A protocol over UDP that sends a request and expects "yes". */
  private record Asker(int port) implements Protocol {
    @Override
    public String name() {
      return "asker";
    }

    @Override
    public Set<Binding> bindings() {
      return Set.of(Binding.udp(port));
    }

    @Override
    public Dialogue open(DialogueContext context) {
      return new Dialogue() {
        @Override
        public Step start() {
          return Step.send("?".getBytes(US_ASCII));
        }

        @Override
        public Step received(ByteBuffer bytes) {
          String words = US_ASCII.decode(bytes).toString();
          return words.equals("yes") ? Step.finish(new Greeting(words)) : Step.mismatch(words);
        }
      };
    }
  }

  private static ProbeClient asking(int port, InetAddress... addresses) {
    return builder()
        .resolver(new ScriptedResolver().resolving(NAME, addresses)::resolve)
        .protocol(new Asker(port))
        .build();
  }

  @Test
  @DisplayName("The reason is omitted if the addresses of a name have several reasons")
  void groundsDiffer() throws IOException {
    try (UdpPeer fits = UdpPeer.responding(request -> List.of("yes".getBytes(US_ASCII)));
        UdpPeer odd =
            UdpPeer.at(Loopback.otherIpv4(), fits.port())
                .responding(request -> List.of("no".getBytes(US_ASCII)));
        ProbeClient one = asking(odd.port(), Loopback.ipv4(), Loopback.otherIpv4());
        ProbeClient turned = asking(odd.port(), Loopback.otherIpv4(), Loopback.ipv4())) {
      ContractEntry line = roundTrip(one, Endpoint.udp(NAME, fits.port()));

      assertThat(line.protocol()).contains("asker");
      assertThat(line.state()).isEqualTo(PortState.LISTENING);
      assertThat(line.reasons()).isEmpty();
      assertThatCode(() -> assertThatNetwork(turned).matches(NetworkContract.of(line)))
          .doesNotThrowAnyException();
    }
  }

  @Test
  @Tag("slow")
  @DisplayName("Recording fails for a name whose addresses differ and none listens")
  void addressesDiffer() {
    try (TcpPeer refusing = TcpPeer.refusing();
        TcpPeer dropping = TcpPeer.at(Loopback.otherIpv4(), refusing.port()).blackHole();
        TcpPeer open = TcpPeer.silent();
        ProbeClient client = builder().timeout(SILENCE).build()) {
      assertThat(dropping.port()).isEqualTo(refusing.port());
      Endpoint pair = Endpoint.tcp(NAME, refusing.port());

      assertThatThrownBy(
              () -> NetworkContract.record(client, List.of(endpointOf(open), pair, pair)).join())
          .isInstanceOf(CompletionException.class)
          .cause()
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "2 of 3 ports cannot be recorded (expected: at least one listening address, or the"
                  + " same state for all addresses):"
                  + ("\n  "
                          + pair
                          + ": 127.0.0.1 is NOT LISTENING (refused); 127.0.0.2 is FILTERED"
                          + " (timed out)")
                      .repeat(2));
    }
  }

  @Test
  @DisplayName("Recording fails for a closed name with a skipped address")
  void leftOut() {
    TargetPolicy onlyFirst =
        (transport, target) ->
            target.getAddress().equals(Loopback.ipv4()) ? Optional.empty() : Optional.of("is out");
    try (TcpPeer refusing = TcpPeer.refusing();
        TcpPeer open = TcpPeer.silent();
        ProbeClient client = builder().targetPolicy(onlyFirst).build()) {
      assertThatThrownBy(
              () ->
                  NetworkContract.record(client, List.of(Endpoint.tcp(NAME, refusing.port())))
                      .join())
          .hasMessageContaining("127.0.0.1 is NOT LISTENING (refused); skipped: ")
          .hasMessageContaining("127.0.0.2");
      assertThatCode(() -> roundTrip(client, Endpoint.tcp(NAME, open.port())))
          .as("one listening address is enough")
          .doesNotThrowAnyException();
      assertThatThrownBy(
              () ->
                  NetworkContract.record(
                          client,
                          List.of(
                              Endpoint.tcp(NAME, refusing.port()),
                              Endpoint.tcp("no.example", 1),
                              Endpoint.tcp("127.0.0.2", 1)))
                      .join())
          .as("all failures are reported")
          .cause()
          .isInstanceOf(UnresolvedTargetException.class)
          .satisfies(
              first ->
                  assertThat(first.getSuppressed())
                      .hasExactlyElementsOfTypes(
                          TargetDeniedException.class, IllegalStateException.class));
    }
  }

  @Test
  @DisplayName("A finding is recorded as comments, and as expectations on request")
  void findings() throws IOException {
    try (TcpPeer peer = Greeter.peer("hello");
        ProbeClient client = builder().protocol(new Greeter(peer.port(), Greeting::new)).build()) {
      NetworkContract recorded = NetworkContract.record(client, List.of(endpointOf(peer))).join();
      Path noted = folder.resolve("noted.yaml");
      Path required = folder.resolve("required.yaml");
      recorded.write(noted);
      recorded.requiringFindings().write(required);

      assertThat(Files.readAllLines(noted))
          .contains("    protocol: greeter", "    # greeting: hello", "    # two: \\u0007")
          .contains("    # lines: \u4e2d", "    # " + "x".repeat(1_000));
      assertThat(NetworkContract.read(noted).entries().get(0).lines()).isEmpty();
      assertThat(NetworkContract.read(required).entries().get(0).lines())
          .containsExactly("greeting: hello", "two: \u0007\nlines: \u4e2d", "x".repeat(1_000));
      assertThatCode(() -> assertThatNetwork(client).matches(noted)).doesNotThrowAnyException();
      assertThatCode(() -> assertThatNetwork(client).matches(required)).doesNotThrowAnyException();
    }
    try (TcpPeer peer = Greeter.peer("good bye");
        ProbeClient client = builder().protocol(new Greeter(7, Greeting::new)).build()) {
      Path required = folder.resolve("required.yaml");
      Files.writeString(
          required, Files.readString(required).replaceAll(":\\d+\"", ":" + peer.port() + "\""));
      assertThatThrownBy(() -> assertThatNetwork(client).matches(required))
          .hasMessageContaining("no line contains 'greeting: hello'");
    }
  }

  @Test
  @Tag("slow")
  @DisplayName("A port whose protocol missed the deadline is probed once more")
  void late() throws IOException {
    AtomicInteger connections = new AtomicInteger();
    try (TcpPeer busy =
            TcpPeer.serving(
                (in, out) -> {
                  if (connections.getAndIncrement() > 0) {
                    out.write("hello\r\n".getBytes(US_ASCII));
                  }
                  in.transferTo(OutputStream.nullOutputStream());
                });
        ProbeClient client =
            builder()
                .timeout(ofSeconds(2))
                .protocol(new Greeter(busy.port(), Greeting::new))
                .build()) {
      NetworkContract recorded = NetworkContract.record(client, List.of(endpointOf(busy))).join();

      assertThat(recorded.entries().get(0).protocol()).contains("greeter");
      assertThat(connections).hasValue(2);
    }
  }

  @Test
  @Tag("slow")
  @DisplayName("A protocol that did not finish is a comment, not an expectation")
  void unfinished() throws IOException {
    try (TcpPeer silent = TcpPeer.silent();
        ProbeClient client =
            builder()
                .timeout(SILENCE)
                .protocol(new Greeter(silent.port(), Greeting::new))
                .build()) {
      Path file = folder.resolve("recorded.yaml");
      NetworkContract.record(client, List.of(endpointOf(silent))).join().write(file);

      assertThat(NetworkContract.read(file).entries().get(0).protocol()).isEmpty();
      assertThat(Files.readAllLines(file))
          .filteredOn(line -> line.startsWith("    # not recorded: greeter: incomplete"))
          .hasSize(1);
    }
  }

  @Test
  @DisplayName("An entry is recorded with its probe, protocol and details")
  void entries() throws IOException {
    try (TcpPeer peer = Greeter.peer("hello");
        ProbeClient client = builder().protocol(new Greeter(7, Greeting::new)).build()) {
      ContractEntry template =
          ContractEntry.of(endpointOf(peer), PortState.FILTERED)
              .withProtocol("greeter")
              .withLines(List.of("another greeting"))
              .withProbe(ContractProbe.standard().withRetries(2).withTimeout(ofSeconds(20)))
              .withDetails(ContractDetails.none().withOwner("web"));
      Path file = folder.resolve("recorded.yaml");

      NetworkContract.recordEntries(client, List.of(template)).join().write(file);

      ContractEntry entry = NetworkContract.read(file).entries().get(0);
      assertThat(entry.state()).isEqualTo(PortState.LISTENING);
      assertThat(entry.protocol()).contains("greeter");
      assertThat(entry.lines()).isEmpty();
      assertThat(entry.probe()).isEqualTo(template.probe());
      assertThat(entry.details()).isEqualTo(template.details());
      assertThatCode(() -> assertThatNetwork(client).matches(file)).doesNotThrowAnyException();
    }
  }

  @Test
  @DisplayName("An entry that expects an answer is rejected before any probe")
  void answer() {
    try (ProbeClient client = builder().build()) {
      ContractEntry template =
          ContractEntry.of(Endpoint.tcp("127.0.0.1", 1), PortState.LISTENING)
              .withAnswer(ContractPayload.ofText("220"));
      assertThatThrownBy(() -> NetworkContract.recordEntries(client, List.of(template)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("answer: ")
          .hasMessageEndingWith("(expected: none, because it is recorded)");
    }
  }

  @Test
  @DisplayName("A number of ports out of range is rejected before any probe")
  void count() {
    try (ProbeClient client = builder().build()) {
      assertThatThrownBy(() -> NetworkContract.record(client, List.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("ports: 0 (expected: 1-10000)");
      assertThatThrownBy(
              () ->
                  NetworkContract.record(
                      client, Collections.nCopies(10_001, Endpoint.tcp("127.0.0.1", 1))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("ports: 10001 (expected: 1-10000)");
    }
  }
}

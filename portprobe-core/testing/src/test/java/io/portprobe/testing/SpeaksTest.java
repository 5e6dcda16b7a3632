package io.portprobe.testing;

import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static io.portprobe.testing.PortAssertions.assertThatPort;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.Endpoint;
import io.portprobe.ProbeClient;
import io.portprobe.faultkit.Script;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.spi.Finding;
import io.portprobe.testing.protocol.SampleProtocol;
import io.portprobe.testing.protocol.SampleProtocol.Sample;
import io.portprobe.testing.protocol.SampleProtocol.SampleDialogue;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class SpeaksTest {
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final ProbeClient CLIENT =
      ProbeClient.builder()
          .withoutDiscovery()
          .protocol(new SampleProtocol(SampleDialogue::new))
          .build();

  @AfterAll
  static void close() {
    CLIENT.close();
  }

  @Test
  @DisplayName("A finished dialogue holds on any port, over TCP and UDP")
  void speaks() {
    try (TcpPeer stream = TcpPeer.serving(SpeaksTest::serve);
        UdpPeer datagrams = UdpPeer.responding(SpeaksTest::answer)) {
      assertThatPort(CLIENT, endpointOf(stream)).isListening().speaks("Sample");
      assertThatPort(CLIENT, endpointOf(datagrams)).speaks("sample").isListening();
    }
  }

  @Test
  @DisplayName("The requirements receive the finding")
  void handsOverTheFinding() {
    List<Sample> seen = new ArrayList<>();
    try (TcpPeer peer = TcpPeer.serving(SpeaksTest::serve)) {
      assertThatPort(CLIENT, endpointOf(peer)).speaks("sample", Sample.class, seen::add);
    }
    assertThat(seen).containsExactly(new Sample(List.of("answer 1", "answer 2")));
  }

  @Test
  @DisplayName("An unmet requirement is reported with the finding")
  void findingIsNotAsRequired() {
    AssertionError requirement = new AssertionError("expected three answers");
    try (TcpPeer peer = TcpPeer.serving(SpeaksTest::serve)) {
      PortAssert assertion = assertThatPort(CLIENT, endpointOf(peer));
      assertThatThrownBy(
              () ->
                  assertion.speaks(
                      "sample",
                      Sample.class,
                      sample -> {
                        throw requirement;
                      }))
          .isInstanceOf(AssertionError.class)
          .hasCause(requirement)
          .message()
          .startsWith(
              "Expected %s to speak sample with a matching finding, but: expected three answers\n"
                  .formatted(peer))
          .contains("\nFound Sample:\n  answer 1\n  answer 2\n")
          .contains("\n  127.0.0.1:" + peer.port() + ": LISTENING, accepted (");
    }
  }

  @Test
  @DisplayName("A condition on the finding holds, or is named in the error")
  void condition() {
    try (TcpPeer peer = TcpPeer.serving(SpeaksTest::serve)) {
      PortAssert assertion = assertThatPort(CLIENT, endpointOf(peer));
      assertion.speaks("sample", Sample.class, "two answers", sample -> sample.lines().size() == 2);
      assertThatThrownBy(
              () ->
                  assertion.speaks(
                      "sample",
                      Sample.class,
                      "three answers",
                      sample -> sample.lines().size() == 3))
          .isInstanceOf(AssertionError.class)
          .message()
          .startsWith(
              ("Expected %s to speak sample (three answers) with a matching finding, but: this is"
                      + " not so: three answers\n")
                  .formatted(peer))
          .contains("\nFound Sample:\n  answer 1\n  answer 2\n");
      assertThat(
              PortAssertions.awaitPort(CLIENT, endpointOf(peer))
                  .untilSpeaking(
                      "sample", Sample.class, "an answer", sample -> !sample.lines().isEmpty())
                  .findings())
          .hasSize(1);
    }
  }

  @Test
  @DisplayName("A finding of another type fails")
  void findingOfAnotherType() {
    interface Other extends Finding {}
    try (TcpPeer peer = TcpPeer.serving(SpeaksTest::serve)) {
      PortAssert assertion = assertThatPort(CLIENT, endpointOf(peer));
      assertFails(
          () -> assertion.speaks("sample", Other.class, other -> {}),
          "Expected %s to speak sample and to return a finding of type Other, but it returned Sample."
              .formatted(peer));
    }
  }

  @Test
  @DisplayName("A port that speaks another protocol fails")
  void mismatch() {
    byte[] greeting = "SSH-2.0-example\r\n".getBytes(StandardCharsets.US_ASCII);
    try (TcpPeer peer = TcpPeer.serving((in, out) -> out.write(greeting))) {
      PortAssert assertion = assertThatPort(CLIENT, endpointOf(peer));
      assertFails(
          () -> assertion.speaks("sample"),
          "Expected %s to speak sample, but the service that listens there does not."
              .formatted(peer),
          "\n    sample: mismatch (length: 21331 (expected: 4-100)), 4 bytes sent, ");
    }
  }

  @Test
  @Tag("slow")
  @DisplayName("A peer that closes after a part of a response proves no other protocol")
  void closesTooEarly() {
    byte[] part = {0, 0, 0};
    try (TcpPeer peer = TcpPeer.serving(Script.expectAnything().reply(part).thenClose())) {
      PortAssert assertion = assertThatPort(CLIENT, endpointOf(peer));
      assertFails(
          () -> assertion.speaks("sample"),
          ("Expected %s to speak sample, which is not proven: it is listening, but the peer closed"
                  + " the connection after 3 bytes.")
              .formatted(peer),
          "\n  next: check the log of the service, or the server of the proxy or load balancer",
          "\n    sample: incomplete (the stream ended early), 4 bytes sent, ");
      assertThatThrownBy(
              () ->
                  PortAssertions.awaitPort(CLIENT, endpointOf(peer))
                      .within(SOON)
                      .untilSpeaking("sample"))
          .hasMessageContaining("closed the connection after 3 bytes")
          .hasMessageContaining("accepted and closed after a part of the response")
          .hasMessageNotContaining("something else");
    }
  }

  @Test
  @DisplayName("A peer that closes before it sends anything proves no other protocol")
  void closesAtOnce() {
    try (TcpPeer peer = TcpPeer.serving(Script.expectAnything().thenClose())) {
      assertFails(
          () -> assertThatPort(CLIENT, endpointOf(peer)).speaks("sample"),
          ("Expected %s to speak sample, which is not proven: it is listening, but the peer closed"
                  + " the connection before it sent any data.")
              .formatted(peer),
          "\n  next: check the protocol of the port, and whether it expects TLS");
    }
  }

  @Test
  @DisplayName("The advice after a failure of TLS is not to use TLS")
  void tlsFailure() {
    try (TcpPeer peer = TcpPeer.closing()) {
      PortAssert assertion = assertThatPort(CLIENT.probe(endpointOf(peer)).tls());
      assertFails(
          () -> assertion.speaks("sample"),
          "Expected %s to speak sample, which is not proven: ".formatted(peer),
          "\n  next: check whether the port expects TLS (PortProbe.plain() probes without it)");
    }
  }

  @Test
  @Tag("slow")
  @DisplayName("The advice after a request without a reply over UDP is not to send a request")
  void silentService() {
    try (UdpPeer peer = UdpPeer.silent()) {
      PortAssert assertion = assertThatPort(CLIENT, endpointOf(peer)).within(SOON);
      assertFails(
          () -> assertion.speaks("sample"),
          "Expected %s to speak sample, which is not proven: ".formatted(peer),
          "\n  next: check that the service runs and which packet filter drops the request");
    }
  }

  @Test
  @Tag("slow")
  @DisplayName("A dialogue that the deadline ends proves nothing")
  void incomplete() {
    try (TcpPeer peer = TcpPeer.silent()) {
      PortAssert assertion = assertThatPort(CLIENT, endpointOf(peer)).within(SOON);
      assertFails(
          () -> assertion.speaks("sample"),
          "Expected %s to speak sample, which is not proven: it is listening, ".formatted(peer)
              + "but the dialogue did not finish.",
          "\n    sample: incomplete (",
          "4 bytes sent, 0 received");
    }
  }

  @Test
  @DisplayName("The exception of a plug-in is the cause")
  void failed() {
    IllegalStateException defect = new IllegalStateException("a defect of the plug-in");
    SampleProtocol broken =
        new SampleProtocol(
            context ->
                new SampleDialogue(context) {
                  @Override
                  public io.portprobe.spi.Step received(ByteBuffer bytes) {
                    throw defect;
                  }
                });
    try (TcpPeer peer = TcpPeer.serving(SpeaksTest::serve);
        ProbeClient client = ProbeClient.builder().withoutDiscovery().protocol(broken).build()) {
      PortAssert assertion = assertThatPort(client, endpointOf(peer));
      assertThatThrownBy(() -> assertion.speaks("sample"))
          .isInstanceOf(AssertionError.class)
          .hasCause(defect)
          .hasMessageContaining("sample: failed (");
    }
  }

  @Test
  @DisplayName("A port that is not listening fails")
  void notListening() {
    try (TcpPeer peer = TcpPeer.refusing()) {
      PortAssert assertion = assertThatPort(CLIENT, endpointOf(peer));
      assertFails(
          () -> assertion.speaks("sample"),
          "Expected %s to speak sample, but it is NOT LISTENING (refused).".formatted(peer));
    }
  }

  @Tag("slow")
  @Test
  @EnabledOnOs(OS.LINUX)
  @DisplayName("A filtered or silent port proves nothing")
  void filtered() {
    try (TcpPeer stream = TcpPeer.blackHole();
        UdpPeer datagrams = UdpPeer.silent()) {
      PortAssert overTcp = assertThatPort(CLIENT, endpointOf(stream)).within(SOON);
      assertFails(
          () -> overTcp.speaks("sample"),
          "Expected %s to speak sample, which is not proven: it is FILTERED (timed out), "
              .formatted(stream));
      PortAssert overUdp = assertThatPort(CLIENT, endpointOf(datagrams)).within(SOON);
      assertFails(
          () -> overUdp.speaks("sample"),
          "to speak sample, which is not proven: it is LISTENING or FILTERED (silent), ");
    }
  }

  @Test
  @DisplayName("An unknown protocol is thrown unchanged")
  void unknownProtocol() {
    PortAssert assertion = assertThatPort(CLIENT, Endpoint.tcp("127.0.0.1", 1));
    assertThatThrownBy(() -> assertion.speaks("gopher"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gopher");
  }

  private static void assertFails(Runnable assertion, String... parts) {
    assertThatThrownBy(assertion::run).isInstanceOf(AssertionError.class).message().contains(parts);
  }

  private static void serve(InputStream in, OutputStream out) throws IOException {
    for (byte[] request = in.readNBytes(4); request.length == 4; request = in.readNBytes(4)) {
      out.write(answer(request).get(0));
    }
  }

  private static List<byte[]> answer(byte[] request) {
    return SampleProtocol.response(ByteBuffer.wrap(request)).stream()
        .map(ByteBuffer::array)
        .toList();
  }
}

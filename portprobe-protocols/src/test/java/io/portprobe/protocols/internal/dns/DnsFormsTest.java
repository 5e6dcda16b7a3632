package io.portprobe.protocols.internal.dns;

import static io.portprobe.protocols.internal.dns.DnsMessageWriter.RESPONSE;
import static io.portprobe.protocols.internal.dns.DnsMessageWriter.context;
import static io.portprobe.protocols.internal.dns.DnsMessageWriter.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.DialogueReport;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.Transport;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.protocols.dns.Dns;
import io.portprobe.protocols.dns.DnsAnswer;
import io.portprobe.protocols.tls.TlsSummary;
import io.portprobe.scan.PortSet;
import io.portprobe.scan.ScanResult;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Checks the forms of the query that servers respond to: with EDNS, without, or another name. */
@Execution(ExecutionMode.CONCURRENT)
class DnsFormsTest {
  private static final String VERSION_BIND = "\u0007version\u0004bind";

  /** The protocol on another default port. */
  private record DnsOn(int port) implements Protocol {
    @Override
    public String name() {
      return "dns";
    }

    @Override
    public Set<Binding> bindings() {
      return Set.of(Binding.udp(port));
    }

    @Override
    public Dialogue open(DialogueContext context) {
      return new DnsProtocol().open(context);
    }
  }

  private static boolean hasOpt(byte[] query) {
    return query[11] != 0;
  }

  private static boolean isVersion(byte[] query) {
    return new String(query, 12, 13, StandardCharsets.US_ASCII).equalsIgnoreCase(VERSION_BIND);
  }

  /** Returns a response without records that repeats the question. */
  private static byte[] response(byte[] query) {
    int end = 12;
    while (query[end] != 0) {
      end += 1 + query[end];
    }
    return message(ByteBuffer.wrap(query).getShort() & 0xffff, RESPONSE, 1)
        .bytes(Arrays.copyOfRange(query, 12, end + 5))
        .toBytes();
  }

  private static UdpPeer respondingIf(Predicate<byte[]> form) {
    return UdpPeer.responding(
        query -> form.test(query) ? List.of(response(query)) : List.<byte[]>of());
  }

  private static ProbeReport probe(UdpPeer peer) {
    try (ProbeClient client =
        ProbeClient.builder().timeout(Duration.ofSeconds(20)).protocol(new DnsProtocol()).build()) {
      return client.udp(peer.host(), peer.port()).as("dns").report().join();
    }
  }

  @Test
  void serverThatDropsEdns_isListening() {
    try (UdpPeer peer = respondingIf(query -> !hasOpt(query))) {
      ProbeReport report = probe(peer);

      assertThat(report.reason()).isEqualTo(Reason.REPLIED);
      DnsAnswer answer = report.finding(DnsAnswer.class).orElseThrow();
      assertThat(answer.question()).isEqualTo(". IN NS");
      assertThat(answer.notes())
          .containsExactly("the response is to the repeated query without EDNS");
    }
  }

  @Test
  @Tag("slow")
  void serverOfOneName_isListening() {
    try (UdpPeer peer = respondingIf(DnsFormsTest::isVersion)) {
      DnsAnswer answer = probe(peer).finding(DnsAnswer.class).orElseThrow();

      assertThat(answer.question()).isEqualTo("version.bind. CH TXT");
      assertThat(answer.notes())
          .containsExactly("no response to . IN NS until the response to version.bind. CH TXT");
    }
  }

  @Tag("slow")
  @Test
  void serverThatDropsEdns_isListening_inScan() {
    try (UdpPeer peer = respondingIf(query -> !hasOpt(query));
        ProbeClient client =
            ProbeClient.builder().withoutDiscovery().protocol(new DnsOn(peer.port())).build()) {
      ScanResult result =
          client
              .scan()
              .hosts(peer.host())
              .ports(PortSet.udp(String.valueOf(peer.port())))
              .stateOnly()
              .collect()
              .join()
              .results()
              .get(0);

      assertThat(result.state()).contains(PortState.LISTENING);
    }
  }

  @Test
  void responseToOtherQuestion_isPartialFindingOfChosenQuery() {
    Dialogue dialogue =
        new DnsProtocol().open(context(Transport.UDP).with(Dns.NAME, "www.example"));
    List<byte[]> forms = forms(dialogue.start());
    assertThat(forms).hasSize(4);
    assertThat(forms.get(3)).isEqualTo(forms.get(0));

    Step step = dialogue.received(ByteBuffer.wrap(response(forms.get(2))));

    assertThat(step).isInstanceOf(Step.Poll.class);
    DnsAnswer partial = (DnsAnswer) dialogue.partial().orElseThrow();
    assertThat(partial.question()).isEqualTo("version.bind. CH TXT");
    Step last = dialogue.received(ByteBuffer.wrap(response(forms.get(0))));
    DnsAnswer answer = (DnsAnswer) ((Step.Finish) last).finding();
    assertThat(answer.question()).isEqualTo("www.example. IN NS");
  }

  private static List<byte[]> forms(Step start) {
    Step.Send send = (Step.Send) start;
    Step.Poll poll = (Step.Poll) send.then();
    return Stream.concat(Stream.of(send.bytes()), poll.datagrams().stream())
        .map(DnsFormsTest::bytes)
        .toList();
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  @Test
  @Tag("slow")
  void replyThatDoesNotCount_isExplained() {
    UdpPeer.Responder multicast =
        query -> {
          byte[] response = response(query);
          response[0] = 0;
          response[1] = 0;
          return List.of(response);
        };
    try (UdpPeer peer = UdpPeer.responding(multicast);
        ProbeClient client =
            ProbeClient.builder()
                .timeout(Duration.ofSeconds(1))
                .protocol(new DnsProtocol())
                .build()) {
      ProbeReport report = client.udp(peer.host(), peer.port()).as("dns").report().join();

      assertThat(report.state()).isEqualTo(PortState.LISTENING);
      assertThat(report.reason()).isEqualTo(Reason.UNEXPECTED_REPLY);
      assertThat(report.dialogue().map(DialogueReport::note).orElseThrow())
          .contains("did not count: ")
          .contains("the last: received a message with id 0 (expected: ");
      assertThat(report.explain()).contains("received a message with id 0");
    }
  }

  @Test
  void certificate_isKeptWithoutResponse() {
    TlsInfo tls = TlsInfo.of("TLSv1.3", "TLS_AES_128_GCM_SHA256", List.of(), Optional.empty());
    Dialogue closed = new DnsProtocol().open(context(Transport.TCP));
    closed.secured(tls);
    Dialogue other = new DnsProtocol().open(context(Transport.TCP));
    other.secured(tls);

    assertThat(closed.partial().orElseThrow()).isInstanceOf(TlsSummary.class);
    assertCertificate(closed.closed());
    assertCertificate(other.received(ByteBuffer.wrap(new byte[] {0, 2, 1, 1})));
  }

  private static void assertCertificate(Step step) {
    Step.Mismatch mismatch = (Step.Mismatch) step;
    assertThat(mismatch.partial().orElseThrow().lines())
        .contains("TLS: TLSv1.3, TLS_AES_128_GCM_SHA256");
  }
}

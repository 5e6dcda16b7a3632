package io.portprobe.protocols.internal.dns;

import static io.portprobe.protocols.internal.dns.DnsMessageWriter.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.protocols.dns.DnsRecord;
import io.portprobe.protocols.dns.LlmnrResult;
import io.portprobe.protocols.dns.MdnsResult;
import io.portprobe.protocols.talk.Recording;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkLocalDialogueTest {
  private static Step receive(Dialogue dialogue, byte[] message) {
    return dialogue.received(ByteBuffer.wrap(message).asReadOnlyBuffer());
  }

  /** Returns a recorded message with the id of a query. */
  private static byte[] recording(String name, int index, byte[] query) {
    ByteBuffer all = ByteBuffer.wrap(Recording.of(LinkLocalFuzzTest.class, name));
    byte[] message = {};
    for (int i = 0; i <= index; i++) {
      message = new byte[all.getShort()];
      all.get(message);
    }
    message[0] = query[0];
    message[1] = query[1];
    return message;
  }

  private static <T extends Finding> T finding(Step step, Class<T> type) {
    assertThat(step).isInstanceOf(Step.Finish.class);
    return type.cast(((Step.Finish) step).finding());
  }

  private static String lowerCase(byte[] query) {
    return new String(query, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
  }

  @Nested
  class Mdns {
    private final Dialogue dialogue =
        new MdnsProtocol().open(LinkLocalFuzzTest.context(Transport.UDP, 5353));
    private byte[] forServices;
    private byte[] forName;

    @BeforeEach
    void start() {
      Step.Send first = (Step.Send) dialogue.start();
      forServices = sent(first);
      forName = sent(first.then());
    }

    @Test
    void queries_haveNoFlags_andOneQuestionEach() {
      assertThat(HexFormat.of().formatHex(forServices, 2, 12)).isEqualTo("00000001000000000000");
      assertThat(lowerCase(forServices)).endsWith("\t_services\7_dns-sd\4_udp\5local\0\0\14\0\1");
      assertThat(lowerCase(forName)).endsWith("\0011\00290\00218\003198\7in-addr\4arpa\0\0\14\0\1");
    }

    @Test
    void responsesOfAvahi_areTheFinding() {
      assertThat(receive(dialogue, recording("mdns/avahi", 0, forServices)))
          .isInstanceOf(Step.More.class);
      MdnsResult result =
          finding(receive(dialogue, recording("mdns/avahi", 1, forName)), MdnsResult.class);

      assertThat(result.hostName()).contains("printer.local");
      assertThat(result.services()).containsExactly("_http._tcp", "_ipp._tcp", "_workstation._tcp");
      assertThat(result.records())
          .contains(new DnsRecord("1.90.18.198.in-addr.arpa.", 10, "IN", "PTR", "printer.local."));
      assertThat(result.facts().service()).contains("mdns");
      assertThat(result.lines()).contains("host name: printer.local", "service: _ipp._tcp");
    }

    @Test
    void oneResponse_isTheFindingWhenTheResponderIsSilent() {
      receive(dialogue, recording("mdns/avahi", 1, forName));
      MdnsResult result = finding(dialogue.silent(), MdnsResult.class);
      assertThat(result.hostName()).contains("printer.local");
      assertThat(result.services()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x8000, 0x8480, 0x8403, 0x0400, 0xa400})
    void responseOfANameServer_isIgnored(int flags) {
      byte[] response = recording("mdns/avahi", 0, forServices);
      response[2] = (byte) (flags >> 8);
      response[3] = (byte) flags;
      assertThat(receive(dialogue, response)).isInstanceOf(Step.Await.class);
      assertThat(dialogue.partial()).isEmpty();
    }

    @Test
    void otherId_isIgnored() {
      forServices[0] ^= 1;
      assertThat(receive(dialogue, recording("mdns/avahi", 0, forServices)))
          .isInstanceOf(Step.Await.class);
    }
  }

  @Nested
  class Llmnr {
    private final Dialogue dialogue =
        new LlmnrProtocol().open(LinkLocalFuzzTest.context(Transport.UDP, 5355));
    private byte[] query;

    @BeforeEach
    void start() {
      query = sent(dialogue.start());
    }

    @Test
    void responseOfSystemdResolved_isTheFinding() {
      LlmnrResult result =
          finding(receive(dialogue, recording("llmnr/resolved", 0, query)), LlmnrResult.class);

      assertThat(result.names()).containsExactly("workstation");
      assertThat(result.records()).hasSize(1);
      assertThat(result.facts().service()).contains("llmnr");
      assertThat(result.lines()).contains("host name: workstation");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x8400, 0x8080, 0x8003})
    void responseOfANameServer_isAMismatchOverTcp_andIgnoredOverUdp(int flags) {
      byte[] response = recording("llmnr/resolved", 0, query);
      response[2] = (byte) (flags >> 8);
      response[3] = (byte) flags;
      assertThat(receive(dialogue, response)).isInstanceOf(Step.Await.class);

      Dialogue overTcp = new LlmnrProtocol().open(LinkLocalFuzzTest.context(Transport.TCP, 5355));
      byte[] framed = sent(overTcp.start());
      byte[] message = {framed[2], framed[3]};
      response[0] = message[0];
      response[1] = message[1];
      receive(overTcp, new byte[] {0, (byte) response.length});
      assertThat(receive(overTcp, response)).isInstanceOf(Step.Mismatch.class);
    }
  }
}

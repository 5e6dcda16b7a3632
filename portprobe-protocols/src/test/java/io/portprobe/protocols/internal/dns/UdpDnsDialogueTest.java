package io.portprobe.protocols.internal.dns;

import static io.portprobe.protocols.internal.dns.DnsMessageWriter.A;
import static io.portprobe.protocols.internal.dns.DnsMessageWriter.AUTHORITATIVE;
import static io.portprobe.protocols.internal.dns.DnsMessageWriter.IN;
import static io.portprobe.protocols.internal.dns.DnsMessageWriter.NS;
import static io.portprobe.protocols.internal.dns.DnsMessageWriter.RECURSION_DESIRED;
import static io.portprobe.protocols.internal.dns.DnsMessageWriter.RESPONSE;
import static io.portprobe.protocols.internal.dns.DnsMessageWriter.SOA;
import static io.portprobe.protocols.internal.dns.DnsMessageWriter.asking;
import static io.portprobe.protocols.internal.dns.DnsMessageWriter.message;
import static io.portprobe.protocols.internal.dns.DnsMessageWriter.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.portprobe.Transport;
import io.portprobe.protocols.dns.DnsAnswer;
import io.portprobe.protocols.dns.DnsRecord;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UdpDnsDialogueTest {
  private static final byte[] ADDRESS = {(byte) 192, 0, 2, 80};

  private Dialogue dialogue;
  private byte[] question;
  private int id;
  private String name;

  @BeforeEach
  void sendQuery() {
    dialogue = new DnsProtocol().open(asking(Transport.UDP));
    question = sent(dialogue.start());
    id = ByteBuffer.wrap(question).getShort() & 0xffff;
    name = "www.example";
  }

  /** Returns the question section of the query, in the letter case sent. */
  private byte[] questionSection() {
    return Arrays.copyOfRange(question, 12, 12 + 13 + 4);
  }

  private DnsMessageWriter response(int flags, int... counts) {
    int[] all = {1, 0, 0, 0};
    System.arraycopy(counts, 0, all, 1, counts.length);
    return message(id, RESPONSE | flags, all).bytes(questionSection());
  }

  /** Returns the partial finding after a response that causes a retry. */
  private DnsAnswer knownAfter(DnsMessageWriter response) {
    Step step = dialogue.received(response.toBuffer());
    assertThat(step).isInstanceOfAny(Step.Send.class, Step.ContinueOverTcp.class);
    return (DnsAnswer) dialogue.partial().orElseThrow();
  }

  private DnsAnswer answerTo(DnsMessageWriter response) {
    return assertThat(dialogue.received(response.toBuffer()))
        .asInstanceOf(type(Step.Finish.class))
        .extracting(Step.Finish::finding, type(DnsAnswer.class))
        .actual();
  }

  @Test
  void ttlOfACache_isVolatile() {
    DnsAnswer cached = answerTo(response(0, 1).pointer(12).record(A, 17, ADDRESS));

    assertThat(cached.facts().volatileComponents()).contains("answers.ttl", "authority.ttl");
    assertThat(cached.lines())
        .filteredOn(cached.facts()::isVolatile)
        .singleElement()
        .asString()
        .startsWith("answer: ");
  }

  @Test
  void ttlOfAnAuthoritativeServer_isNotVolatile() {
    DnsAnswer answer = answerTo(response(AUTHORITATIVE, 1).pointer(12).record(A, 17, ADDRESS));

    assertThat(answer.facts().volatileComponents()).isEmpty();
    assertThat(answer.lines()).noneMatch(answer.facts()::isVolatile);
  }

  /** Types 16 (TXT) and 99 (SPF). */
  @ParameterizedTest
  @ValueSource(ints = {16, 99})
  void strings_areQuoted(int type) {
    DnsAnswer answer =
        answerTo(
            response(RECURSION_DESIRED, 1, 0, 0)
                .pointer(12)
                .record(type, 60, (byte) 1, (byte) 'a', (byte) 2, (byte) '"', (byte) 7, (byte) 0));
    assertThat(answer.answers())
        .extracting(DnsRecord::data)
        .containsExactly("\"a\" \"\\\"\\007\" \"\"");
  }

  @Test
  void response_becomesFindingWithRecordsAsText() {
    DnsMessageWriter response =
        response(DnsMessageWriter.AUTHORITATIVE | RECURSION_DESIRED, 2, 1, 2)
            .pointer(12)
            .record(A, 3600, ADDRESS)
            .pointer(12)
            .record(65280, 1, (byte) 0xab)
            .pointer(16)
            .record(NS, 86400, (byte) 2, (byte) 'n', (byte) 's', (byte) 0xc0, (byte) 16)
            .name("ns.example")
            .record(A, 0xffffffffL, (byte) 192, (byte) 0, (byte) 2, (byte) 53)
            .opt(4096, 0, 0, 0x8000, new byte[] {0, 3, 0, 3, 'n', 's', '1'});
    DnsAnswer answer = answerTo(response);
    assertThat(answer.transport()).isEqualTo(Transport.UDP);
    assertThat(answer.rcode()).isEqualTo("NOERROR");
    assertThat(answer.flags())
        .isEqualTo(new DnsAnswer.Flags(true, false, true, false, false, false));
    assertThat(answer.question()).isEqualTo("www.example. IN A");
    assertThat(answer.answers())
        .containsExactly(
            new DnsRecord("www.example.", 3600, "IN", "A", "192.0.2.80"),
            new DnsRecord("www.example.", 1, "IN", "TYPE65280", "\\# 1 AB"));
    assertThat(answer.authority())
        .containsExactly(new DnsRecord("example.", 86400, "IN", "NS", "ns.example."));
    assertThat(answer.additional())
        .containsExactly(new DnsRecord("ns.example.", 4294967295L, "IN", "A", "192.0.2.53"));
    assertThat(answer.edns())
        .contains(new DefaultDnsAnswer.DefaultEdns(0, 4096, true, Optional.of("ns1")));
    assertThat(answer.nsid()).contains("ns1");
    assertThat(answer.size()).isEqualTo(response.length());
    assertThat(answer.complete()).isTrue();
    assertThat(answer.notes()).isEmpty();
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "0, NOERROR",
    "2, SERVFAIL",
    "3, NXDOMAIN",
    "5, REFUSED",
    "9, NOTAUTH",
    "15, RESERVED15"
  })
  void rcode_any_isFindingWithMnemonic(int code, String expected) {
    assertThat(answerTo(response(code)).rcode()).isEqualTo(expected);
  }

  @Test
  void rcode_isExtendedByEdns() {
    DnsAnswer answer = answerTo(response(0, 0, 0, 1).opt(1232, 1, 0, 0));
    assertThat(answer.rcode()).isEqualTo("BADVERS");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void errorWithoutQuestion_isFindingWithNote(int code) {
    DnsAnswer answer = answerTo(message(id, RESPONSE | code));
    assertThat(answer.notes()).containsExactly("the response does not repeat the question");
    assertThat(answer.question()).isEqualTo("www.example. IN A");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void successWithoutQuestion_isIgnored(int code) {
    passesOver(message(id, RESPONSE | code));
  }

  @Test
  void flags_all_areReported() {
    int all =
        DnsMessageWriter.AUTHORITATIVE
            | DnsMessageWriter.TRUNCATED
            | RECURSION_DESIRED
            | DnsMessageWriter.RECURSION_AVAILABLE
            | DnsMessageWriter.AUTHENTIC
            | DnsMessageWriter.CHECKING_DISABLED;
    DnsAnswer answer = knownAfter(response(all));
    assertThat(answer.flags()).isEqualTo(new DnsAnswer.Flags(true, true, true, true, true, true));
    assertThat(answer.complete()).isTrue();
    assertThat(answer.notes())
        .containsExactly(
            "truncated by the server: the full response is available over TCP",
            "sent again over TCP: the UDP response was truncated to 29 bytes",
            "no response to www.example. IN A");
  }

  @Test
  void truncatedWithinRecord_decodesUpToThere() {
    byte[] cut = {0, 1, 0, 1, 0, 0};
    DnsMessageWriter response =
        response(DnsMessageWriter.TRUNCATED, 2)
            .pointer(12)
            .record(A, 60, ADDRESS)
            .pointer(12)
            .bytes(cut);
    DnsAnswer answer = knownAfter(response);
    assertThat(answer.answers()).hasSize(1);
    assertThat(answer.complete()).isFalse();
    assertThat(answer.notes()).contains("decoded in part: it ends before its last record");
  }

  @Test
  void otherLetterCase_isNoted() {
    DnsMessageWriter response =
        message(id, RESPONSE, 1).question(name.toLowerCase(Locale.ROOT), A, IN);
    assertThat(answerTo(response).notes())
        .containsExactly("the response does not preserve the letter case of the queried name");
  }

  @Test
  void nsid_binary_isHexAndEmpty_isNone() {
    DnsAnswer binary =
        answerTo(response(0, 0, 0, 1).opt(512, 0, 0, 0, new byte[] {0, 3, 0, 2, 7, 'a'}));
    assertThat(binary.nsid()).contains("0x0761");
    sendQuery();
    DnsAnswer empty = answerTo(response(0, 0, 0, 1).opt(512, 0, 0, 0, new byte[] {0, 3, 0, 0}));
    assertThat(empty.edns()).isPresent();
    assertThat(empty.nsid()).isEmpty();
  }

  @Test
  void extendedError_isNotedOnOneLine() {
    byte[] prohibited = {0, 15, 0, 5, 0, 18, 'n', '\n', 'o'};
    DnsAnswer answer = answerTo(response(5, 0, 0, 1).opt(512, 0, 0, 0, prohibited));
    assertThat(answer.notes()).containsExactly("extended error PROHIBITED: n\\no");
  }

  @Test
  void trailingBytes_areNoted() {
    DnsAnswer answer = answerTo(response(0).u8(1, 2, 3));
    assertThat(answer.complete()).isTrue();
    assertThat(answer.notes()).containsExactly("bytes after the end of the message: 3");
  }

  @Test
  void malformedRecord_isPassedOver() {
    DnsMessageWriter response =
        response(0, 3)
            .pointer(12)
            .record(A, 60, ADDRESS)
            .pointer(12)
            .record(A, 60, (byte) 1)
            .pointer(12)
            .record(A, 60, ADDRESS);
    DnsAnswer answer = answerTo(response);
    assertThat(answer.answers()).hasSize(2);
    assertThat(answer.complete()).isFalse();
    assertThat(answer.notes()).singleElement().asString().contains("a record does not decode");
  }

  @Test
  void soaSerial_isFoundInAnswerAndAuthority() {
    byte[] soa = message(0, 0).u8(0, 0).u32(4294967295L).u32(1).u32(2).u32(3).u32(4).toBytes();
    byte[] data = Arrays.copyOfRange(soa, 12, soa.length);
    assertThat(answerTo(response(0, 1).pointer(12).record(SOA, 60, data)).soaSerial())
        .hasValue(4294967295L);
    sendQuery();
    assertThat(answerTo(response(3, 0, 1).pointer(16).record(SOA, 60, data)).soaSerial())
        .hasValue(4294967295L);
    sendQuery();
    assertThat(answerTo(response(0)).soaSerial()).isEmpty();
  }

  @Test
  void linesAndToString_describeResponse() {
    DnsAnswer answer =
        answerTo(
            message(id, RESPONSE | DnsMessageWriter.RECURSION_AVAILABLE, 1, 1, 0, 1)
                .bytes(questionSection())
                .name("www.example")
                .record(A, 60, ADDRESS)
                .opt(1232, 0, 0, 0, new byte[] {0, 3, 0, 1, 'x'}));
    assertThat(answer.lines())
        .isEqualTo(
            List.of(
                "NOERROR over udp, 72 bytes",
                "flags: recursion available",
                "question: www.example. IN A",
                "answer: www.example. 60 IN A 192.0.2.80",
                "EDNS: version 0, payload 1232 bytes, server identifier x"));
    assertThat(answer).hasToString("www.example. IN A: NOERROR over udp, answers: 1, 72 bytes");
  }

  @Test
  void otherId_isIgnored() {
    passesOver(message(id ^ 1, RESPONSE, 1).bytes(questionSection()));
    passesOver(message(id ^ 0x8000, RESPONSE, 1).bytes(questionSection()));
    assertThat(answerTo(response(0)).rcode()).isEqualTo("NOERROR");
  }

  @Test
  void echoedQuery_isIgnored() {
    passesOver(question);
  }

  @Test
  void otherQuestion_isIgnored() {
    passesOver(message(id, RESPONSE, 1).question("www.example.", A, 3));
    passesOver(message(id, RESPONSE, 1).question("www.example", NS, IN));
    passesOver(message(id, RESPONSE, 1).question("www.example.org", A, IN));
    passesOver(message(id, RESPONSE, 1).question(".", A, IN));
    passesOver(message(id, RESPONSE, 2).bytes(questionSection()).bytes(questionSection()));
  }

  @Test
  void otherOpcode_isIgnored() {
    passesOver(message(id, RESPONSE | 5 << 11, 1).bytes(questionSection()));
  }

  @Test
  void shortOrForeignDatagram_isIgnored() {
    for (int length = 0; length < 29; length++) {
      passesOver(Arrays.copyOf(response(0).toBytes(), length));
    }
    passesOver("SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  private void passesOver(DnsMessageWriter message) {
    passesOver(message.toBytes());
  }

  private void passesOver(byte[] datagram) {
    assertThat(dialogue.received(ByteBuffer.wrap(datagram)))
        .asInstanceOf(type(Step.Await.class))
        .satisfies(await -> assertThat(await.why()).startsWith("received a"));
  }
}

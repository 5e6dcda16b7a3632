package io.portprobe.protocols.internal.dns;

import static io.portprobe.protocols.internal.dns.DnsMessageWriter.A;
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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("DNS over UDP, asked for the address of www.example")
class UdpDnsDialogueTest {
  private static final byte[] ADDRESS = {(byte) 192, 0, 2, 80};

  private Dialogue dialogue;
  private byte[] question;
  private int id;
  private String name;

  @BeforeEach
  void ask() {
    dialogue = new DnsProtocol().open(asking(Transport.UDP));
    question = sent(dialogue.start());
    id = ByteBuffer.wrap(question).getShort() & 0xffff;
    name = "www.example";
  }

  /** The question of the message that was sent, letters as they were. */
  private byte[] questionSection() {
    return Arrays.copyOfRange(question, 12, 12 + 13 + 4);
  }

  private DnsMessageWriter response(int flags, int... counts) {
    int[] all = {1, 0, 0, 0};
    System.arraycopy(counts, 0, all, 1, counts.length);
    return message(id, RESPONSE | flags, all).bytes(questionSection());
  }

  /** What is known after a response that makes it ask again. */
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
  @DisplayName("an answer becomes a finding with its records as text")
  void answer() {
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
  @DisplayName("any response code is an answer, and has its name")
  @CsvSource({
    "0, NOERROR",
    "2, SERVFAIL",
    "3, NXDOMAIN",
    "5, REFUSED",
    "9, NOTAUTH",
    "15, RESERVED15"
  })
  void rcode(int code, String expected) {
    assertThat(answerTo(response(code)).rcode()).isEqualTo(expected);
  }

  @Test
  @DisplayName("the response code is extended by EDNS")
  void rcode_extended() {
    DnsAnswer answer = answerTo(response(0, 0, 0, 1).opt(1232, 1, 0, 0));
    assertThat(answer.rcode()).isEqualTo("BADVERS");
  }

  @ParameterizedTest
  @DisplayName("an error that leaves the question out is an answer, and says so")
  @ValueSource(ints = {2, 5})
  void error_withoutQuestion(int code) {
    DnsAnswer answer = answerTo(message(id, RESPONSE | code));
    assertThat(answer.notes()).containsExactly("the response does not repeat the question");
    assertThat(answer.question()).isEqualTo("www.example. IN A");
  }

  @ParameterizedTest
  @DisplayName("an answer that leaves the question out, and is no error, is passed over")
  @ValueSource(ints = {0, 3})
  void noError_withoutQuestion(int code) {
    passesOver(message(id, RESPONSE | code));
  }

  @Test
  @DisplayName("every flag is told")
  void flags_all() {
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
  @DisplayName("a truncated message that breaks off within a record is read up to there")
  void truncated_withinRecord() {
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
  @DisplayName("a server that does not keep the case is tolerated, with a note")
  void case_notKept() {
    DnsMessageWriter response =
        message(id, RESPONSE, 1).question(name.toLowerCase(Locale.ROOT), A, IN);
    assertThat(answerTo(response).notes())
        .containsExactly("the response does not preserve the letter case of the queried name");
  }

  @Test
  @DisplayName("a server identifier that is no text is shown as digits, an empty one is none")
  void nsid_notText() {
    DnsAnswer binary =
        answerTo(response(0, 0, 0, 1).opt(512, 0, 0, 0, new byte[] {0, 3, 0, 2, 7, 'a'}));
    assertThat(binary.nsid()).contains("0x0761");
    ask();
    DnsAnswer empty = answerTo(response(0, 0, 0, 1).opt(512, 0, 0, 0, new byte[] {0, 3, 0, 0}));
    assertThat(empty.edns()).isPresent();
    assertThat(empty.nsid()).isEmpty();
  }

  @Test
  @DisplayName("an extended error (RFC 8914) is noted with its text, on one line")
  void extendedError() {
    byte[] prohibited = {0, 15, 0, 5, 0, 18, 'n', '\n', 'o'};
    DnsAnswer answer = answerTo(response(5, 0, 0, 1).opt(512, 0, 0, 0, prohibited));
    assertThat(answer.notes()).containsExactly("extended error PROHIBITED: n\\no");
  }

  @Test
  @DisplayName("bytes after the message are noted")
  void trailingBytes() {
    DnsAnswer answer = answerTo(response(0).u8(1, 2, 3));
    assertThat(answer.complete()).isTrue();
    assertThat(answer.notes()).containsExactly("bytes after the end of the message: 3");
  }

  @Test
  @DisplayName("a record that cannot be read costs only what follows it")
  void badRecord() {
    DnsMessageWriter response =
        response(0, 3)
            .pointer(12)
            .record(A, 60, ADDRESS)
            .pointer(12)
            .record(A, 60, (byte) 1)
            .pointer(12)
            .record(A, 60, ADDRESS);
    DnsAnswer answer = answerTo(response);
    assertThat(answer.answers()).hasSize(1);
    assertThat(answer.complete()).isFalse();
    assertThat(answer.notes()).singleElement().asString().contains("a record does not decode");
  }

  @Test
  @DisplayName("the serial of the zone is found in the answer, and in a negative answer")
  void soaSerial() {
    byte[] soa = message(0, 0).u8(0, 0).u32(4294967295L).u32(1).u32(2).u32(3).u32(4).toBytes();
    byte[] data = Arrays.copyOfRange(soa, 12, soa.length);
    assertThat(answerTo(response(0, 1).pointer(12).record(SOA, 60, data)).soaSerial())
        .hasValue(4294967295L);
    ask();
    assertThat(answerTo(response(3, 0, 1).pointer(16).record(SOA, 60, data)).soaSerial())
        .hasValue(4294967295L);
    ask();
    assertThat(answerTo(response(0)).soaSerial()).isEmpty();
  }

  @Test
  @DisplayName("the finding reads well")
  void lines() {
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
  }

  @Test
  @DisplayName("a message with another id is passed over, and the right one still counts")
  void id_wrong() {
    passesOver(message(id ^ 1, RESPONSE, 1).bytes(questionSection()));
    passesOver(message(id ^ 0x8000, RESPONSE, 1).bytes(questionSection()));
    assertThat(answerTo(response(0)).rcode()).isEqualTo("NOERROR");
  }

  @Test
  @DisplayName("our own question, sent back, is passed over")
  void echo() {
    passesOver(question);
  }

  @Test
  @DisplayName("a response to another question is passed over")
  void question_wrong() {
    passesOver(message(id, RESPONSE, 1).question("www.example.", A, 3));
    passesOver(message(id, RESPONSE, 1).question("www.example", NS, IN));
    passesOver(message(id, RESPONSE, 1).question("www.example.org", A, IN));
    passesOver(message(id, RESPONSE, 1).question(".", A, IN));
    passesOver(message(id, RESPONSE, 2).bytes(questionSection()).bytes(questionSection()));
  }

  @Test
  @DisplayName("a response with another opcode is passed over")
  void opcode_wrong() {
    passesOver(message(id, RESPONSE | 5 << 11, 1).bytes(questionSection()));
  }

  @Test
  @DisplayName("what is too short, or no message, is passed over")
  void garbage() {
    for (int length = 0; length < 29; length++) {
      passesOver(Arrays.copyOf(response(0).toBytes(), length));
    }
    passesOver("SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  private void passesOver(DnsMessageWriter message) {
    passesOver(message.toBytes());
  }

  private void passesOver(byte[] datagram) {
    assertThat(dialogue.received(ByteBuffer.wrap(datagram))).isEqualTo(Step.await());
  }
}

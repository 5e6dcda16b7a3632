package io.portprobe.protocols.internal.dns;

import static io.portprobe.protocols.internal.dns.DnsMessageWriter.A;
import static io.portprobe.protocols.internal.dns.DnsMessageWriter.IN;
import static io.portprobe.protocols.internal.dns.DnsMessageWriter.RESPONSE;
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
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpDnsDialogueTest {
  private static final byte[] ADDRESS = {(byte) 192, 0, 2, 80};

  private Dialogue dialogue;
  private byte[] question;
  private int id;

  @BeforeEach
  void sendQuery() {
    dialogue = new DnsProtocol().open(asking(Transport.TCP));
    question = sent(dialogue.start());
    id = ByteBuffer.wrap(question).getShort(2) & 0xffff;
  }

  private DnsMessageWriter response() {
    return message(id, RESPONSE, 1, 1)
        .bytes(Arrays.copyOfRange(question, 14, 14 + 13 + 4))
        .pointer(12)
        .record(A, 60, ADDRESS);
  }

  private Step receive(byte[] bytes, int from, int to) {
    return dialogue.received(ByteBuffer.wrap(bytes, from, to - from).slice().asReadOnlyBuffer());
  }

  private static DnsAnswer finding(Step step) {
    return assertThat(step)
        .asInstanceOf(type(Step.Finish.class))
        .extracting(Step.Finish::finding, type(DnsAnswer.class))
        .actual();
  }

  private static String mismatch(Step step) {
    return assertThat(step).asInstanceOf(type(Step.Mismatch.class)).actual().why();
  }

  @Test
  void query_hasLengthPrefix() {
    assertThat(ByteBuffer.wrap(question).getShort()).isEqualTo((short) (question.length - 2));
  }

  @Test
  void response_splitInTwo_isTheSame() {
    byte[] framed = response().framed();
    for (int at = 0; at <= framed.length; at++) {
      sendQuery();
      Step first = receive(framed, 0, at);
      Step last = at == framed.length ? first : receive(framed, at, framed.length);
      if (at < framed.length) {
        assertThat(first).isEqualTo(Step.await());
      }
      DnsAnswer answer = finding(last);
      assertThat(answer.transport()).isEqualTo(Transport.TCP);
      assertThat(answer.answers()).extracting(DnsRecord::data).containsExactly("192.0.2.80");
      assertThat(answer.size()).isEqualTo(framed.length - 2);
      assertThat(answer.notes()).isEmpty();
    }
  }

  @Test
  void response_byteByByte_isTheSame() {
    byte[] framed = response().framed();
    for (int i = 0; i < framed.length - 1; i++) {
      assertThat(receive(framed, i, i + 1)).isEqualTo(Step.await());
    }
    assertThat(finding(receive(framed, framed.length - 1, framed.length)).complete()).isTrue();
  }

  @Test
  void bytesAfterResponse_areIgnored() {
    byte[] framed = response().framed();
    byte[] more = Arrays.copyOf(framed, framed.length + 100);
    assertThat(finding(receive(more, 0, more.length)).notes()).isEmpty();
  }

  @Test
  void messageLengths_0To65535_areAccepted() {
    assertThat(mismatch(receive(new byte[] {0, 0}, 0, 2)))
        .isEqualTo("a message of 0 bytes (expected: at least 12)");
    sendQuery();
    assertThat(mismatch(receive(new byte[13], 0, 13))).contains("a message of 0 bytes");
    sendQuery();
    byte[] long64k = Arrays.copyOf(response().toBytes(), 65535);
    byte[] framed = ByteBuffer.allocate(65537).putShort((short) 65535).put(long64k).array();
    assertThat(receive(framed, 0, 65536)).isEqualTo(Step.await());
    DnsAnswer answer = finding(receive(framed, 65536, 65537));
    assertThat(answer.size()).isEqualTo(65535);
    assertThat(answer.answers()).hasSize(1);
    assertThat(answer.notes()).singleElement().asString().startsWith("bytes after the end");
  }

  @Test
  void otherMessage_isMismatchWithReason() {
    assertThat(mismatch(whole(message(id ^ 1, RESPONSE, 1).question("www.example", A, IN))))
        .isEqualTo("a message with id " + (id ^ 1) + " (expected: " + id + ")");
    sendQuery();
    assertThat(mismatch(whole(message(id, RESPONSE, 1).question("example", A, IN))))
        .isEqualTo("a response to the question example. IN A (expected: www.example. IN A)");
    sendQuery();
    assertThat(mismatch(whole(message(id, 0, 1).question("www.example", A, IN))))
        .isEqualTo("a query (expected: a response)");
    sendQuery();
    assertThat(mismatch(whole(message(id, RESPONSE))))
        .isEqualTo("a response with 0 questions (expected: www.example. IN A)");
  }

  private Step whole(DnsMessageWriter message) {
    byte[] framed = message.framed();
    return receive(framed, 0, framed.length);
  }

  @Test
  void closed_beforeQuestion_isMismatch() {
    byte[] framed = response().framed();
    for (int at = 0; at < 2 + 12 + 13 + 4; at++) {
      sendQuery();
      assertThat(receive(framed, 0, at)).isEqualTo(Step.await());
      assertThat(dialogue.partial()).isEmpty();
      assertThat(mismatch(dialogue.closed())).startsWith("the stream ended after ");
    }
    sendQuery();
    assertThat(mismatch(dialogue.closed()))
        .isEqualTo("the stream ended after 0 bytes (expected: a response and its length)");
  }

  @Test
  void closed_afterQuestion_isIncompleteFinding() {
    byte[] framed = response().framed();
    for (int at = 2 + 12 + 13 + 4; at < framed.length; at++) {
      sendQuery();
      assertThat(receive(framed, 0, at)).isEqualTo(Step.await());
      assertThat(dialogue.partial()).isPresent();
      DnsAnswer answer = finding(dialogue.closed());
      assertThat(answer.complete()).isFalse();
      assertThat(answer.size()).isEqualTo(framed.length - 2);
      assertThat(answer.answers()).isEmpty();
      assertThat(answer.notes())
          .containsExactly("decoded in part: only " + (at - 2) + " bytes of it were received");
    }
  }

  private static byte[] plainQuery(Step step) {
    byte[] framed = sent(step);
    assertThat(framed[13]).as("additional records").isZero();
    return framed;
  }

  private static DnsMessageWriter responseTo(byte[] framedQuery) {
    return message(ByteBuffer.wrap(framedQuery).getShort(2) & 0xffff, RESPONSE, 1, 1)
        .bytes(Arrays.copyOfRange(framedQuery, 14, 14 + 13 + 4))
        .pointer(12)
        .record(A, 60, ADDRESS);
  }

  @Test
  void silenceAfterAQueryWithEdns_isFollowedByOneWithout() {
    assertThat(((Step.Await) ((Step.Send) dialogue.connected()).then()).silence()).isPresent();
    sendQuery();
    byte[] plain = plainQuery(dialogue.silent());
    assertThat(dialogue.silent()).as("once").isEqualTo(Step.await());

    byte[] framed = responseTo(plain).framed();
    DnsAnswer answer = finding(receive(framed, 0, framed.length));
    assertThat(answer.answers()).hasSize(1);
    assertThat(answer.notes())
        .containsExactly("the response is to the repeated query without EDNS");
  }

  @Test
  void lateResponse_toTheQueryWithEdns_isAccepted() {
    plainQuery(dialogue.silent());

    byte[] framed = response().framed();
    assertThat(finding(receive(framed, 0, framed.length)).notes()).isEmpty();
  }

  @Test
  void silenceInTheMiddleOfAResponse_isNoReasonToRepeat() {
    assertThat(receive(response().framed(), 0, 1)).isEqualTo(Step.await());

    assertThat(dialogue.silent()).isEqualTo(Step.await());
  }
}

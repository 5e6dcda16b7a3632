package io.portprobe.protocols.internal.dns;

import static io.portprobe.protocols.internal.dns.DnsMessageWriter.A;
import static io.portprobe.protocols.internal.dns.DnsMessageWriter.RECURSION_DESIRED;
import static io.portprobe.protocols.internal.dns.DnsMessageWriter.RESPONSE;
import static io.portprobe.protocols.internal.dns.DnsMessageWriter.TRUNCATED;
import static io.portprobe.protocols.internal.dns.DnsMessageWriter.asking;
import static io.portprobe.protocols.internal.dns.DnsMessageWriter.message;
import static io.portprobe.protocols.internal.dns.DnsMessageWriter.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.portprobe.Transport;
import io.portprobe.protocols.dns.Dns;
import io.portprobe.protocols.dns.DnsAnswer;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DnsRetryTest {
  private static final byte[] ADDRESS = {(byte) 192, 0, 2, 80};
  private static final int OPT_LENGTH = 15;

  private Dialogue dialogue;

  private byte[] open(TestDialogueContext context) {
    dialogue = new DnsProtocol().open(context);
    return sent(dialogue.start());
  }

  private Step receive(byte[] message) {
    return dialogue.received(ByteBuffer.wrap(message).asReadOnlyBuffer());
  }

  /** Starts the response to a query without length prefix: header and question. */
  private static DnsMessageWriter responseTo(byte[] query, int flags, int answers) {
    int end = 12;
    while (query[end] != 0) {
      end += 1 + query[end];
    }
    return message(ByteBuffer.wrap(query).getShort() & 0xffff, RESPONSE | flags, 1, answers)
        .bytes(Arrays.copyOfRange(query, 12, end + 5));
  }

  private static byte[] unframed(byte[] framed) {
    assertThat(ByteBuffer.wrap(framed).getShort()).isEqualTo((short) (framed.length - 2));
    return Arrays.copyOfRange(framed, 2, framed.length);
  }

  private static DnsAnswer finding(Step step) {
    return assertThat(step)
        .asInstanceOf(type(Step.Finish.class))
        .extracting(Step.Finish::finding, type(DnsAnswer.class))
        .actual();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void ednsError_isSentAgainWithoutEdnsAndNewId(int code) {
    byte[] first = open(asking(Transport.UDP));
    byte[] second = sent(receive(responseTo(first, code, 0).toBytes()));
    assertThat(second).hasSize(first.length - OPT_LENGTH);
    assertThat(second[11]).as("additional records").isZero();
    assertThat(Arrays.copyOf(second, 2)).isNotEqualTo(Arrays.copyOf(first, 2));
    assertThat(receive(responseTo(first, code, 0).toBytes()))
        .as("the first response again, as retransmission brings it about")
        .isInstanceOf(Step.Await.class);
    DnsAnswer answer =
        finding(receive(responseTo(second, 0, 1).pointer(12).record(A, 1, ADDRESS).toBytes()));
    assertThat(answer.rcode()).isEqualTo("NOERROR");
    assertThat(answer.notes())
        .containsExactly("sent again without EDNS after " + (code == 1 ? "FORMERR" : "NOTIMP"));
  }

  @Test
  void formerr_withEdnsOrAfterRetry_isFinding() {
    byte[] first = open(asking(Transport.UDP));
    byte[] withOpt =
        message(ByteBuffer.wrap(first).getShort() & 0xffff, RESPONSE | 1, 0, 0, 0, 1)
            .opt(1232, 0, 0, 0)
            .toBytes();
    assertThat(finding(receive(withOpt)).rcode()).isEqualTo("FORMERR");
    first = open(asking(Transport.UDP));
    byte[] second = sent(receive(responseTo(first, 1, 0).toBytes()));
    assertThat(finding(receive(responseTo(second, 1, 0).toBytes())).rcode()).isEqualTo("FORMERR");
  }

  @Test
  void formerr_withoutFurtherResponse_isKept() {
    byte[] first = open(asking(Transport.UDP));
    receive(responseTo(first, 1, 0).toBytes());
    assertThat(((DnsAnswer) dialogue.partial().orElseThrow()).rcode()).isEqualTo("FORMERR");
    first = unframed(open(asking(Transport.TCP)));
    receive(responseTo(first, 1, 0).framed());
    DnsAnswer answer = finding(dialogue.closed());
    assertThat(answer.rcode()).isEqualTo("FORMERR");
    assertThat(answer.notes()).last().asString().startsWith("the stream ended after 0 bytes");
  }

  @Test
  void truncatedResponse_isSentAgainOverTcp() {
    byte[] first = open(asking(Transport.UDP));
    assertThat(receive(responseTo(first, TRUNCATED, 0).toBytes()))
        .isEqualTo(Step.continueOverTcp());
    byte[] second = unframed(sent(dialogue.connected()));
    assertThat(second).hasSameSizeAs(first);
    DnsAnswer answer =
        finding(receive(responseTo(second, 0, 1).pointer(12).record(A, 1, ADDRESS).framed()));
    assertThat(answer.transport()).isEqualTo(Transport.TCP);
    assertThat(answer.answers()).hasSize(1);
    assertThat(answer.notes())
        .containsExactly("sent again over TCP: the UDP response was truncated to 29 bytes");
  }

  @Test
  void truncatedResponse_withoutTcpResponse_isKept() {
    byte[] first = open(asking(Transport.UDP));
    receive(responseTo(first, TRUNCATED, 1).pointer(12).record(A, 1, ADDRESS).toBytes());
    dialogue.connected();
    DnsAnswer closed = finding(dialogue.closed());
    assertThat(closed.transport()).isEqualTo(Transport.UDP);
    assertThat(closed.answers()).hasSize(1);
    assertThat(closed.flags().truncated()).isTrue();

    first = open(asking(Transport.UDP));
    receive(responseTo(first, TRUNCATED, 0).toBytes());
    dialogue.connected();
    byte[] other = responseTo(first, 0, 0).u8(1).framed();
    other[2] ^= 1;
    DnsAnswer stray = finding(receive(other));
    assertThat(stray.transport()).isEqualTo(Transport.UDP);
    assertThat(stray.notes()).last().asString().startsWith("then received a message with id ");
  }

  @Test
  void truncatedResponse_ignored_isFinding() {
    byte[] first = open(asking(Transport.UDP).with(Dns.IGNORE_TRUNCATION, true));
    DnsAnswer answer = finding(receive(responseTo(first, TRUNCATED, 0).toBytes()));
    assertThat(answer.flags().truncated()).isTrue();
  }

  @Test
  void identity_isQueriedAfterResponse() {
    byte[] first = open(asking(Transport.UDP).with(Dns.IDENTITY, true));
    byte[] version = sent(receive(responseTo(first, 0, 0).toBytes()));
    byte[] text = {3, '9', '.', '1'};
    byte[] id =
        sent(
            receive(
                responseTo(version, 0, 1)
                    .pointer(12)
                    .u16(16, 3)
                    .u32(0)
                    .u16(4)
                    .bytes(text)
                    .toBytes()));
    DnsAnswer answer = finding(receive(responseTo(id, 5, 0).toBytes()));
    assertThat(answer.rcode()).isEqualTo("NOERROR");
    assertThat(answer.question()).isEqualTo("www.example. IN A");
    assertThat(answer.identity().orElseThrow().version()).contains("9.1");
    assertThat(answer.identity().orElseThrow().id()).isEmpty();
    assertThat(answer.notes()).containsExactly("no text for id.server. (REFUSED)");
    assertThat(answer.lines()).contains("version.bind: 9.1");
  }

  @Test
  void identity_withoutResponse_keepsAnswer() {
    byte[] first = open(asking(Transport.UDP).with(Dns.IDENTITY, true));
    receive(responseTo(first, 0, 0).toBytes());
    DnsAnswer answer = (DnsAnswer) dialogue.partial().orElseThrow();
    assertThat(answer.notes()).containsExactly("no response to version.bind. CH TXT");
    first = unframed(open(asking(Transport.TCP).with(Dns.IDENTITY, true)));
    receive(responseTo(first, 0, 0).framed());
    assertThat(finding(dialogue.closed()).rcode()).isEqualTo("NOERROR");
  }

  @Test
  void flags_followOptions_andAdIsAlwaysSet() {
    byte[] all =
        open(
            asking(Transport.UDP)
                .with(Dns.RECURSION, false)
                .with(Dns.DNSSEC, true)
                .with(Dns.CHECKING_DISABLED, true));
    assertThat(ByteBuffer.wrap(all).getShort(2)).isEqualTo((short) 0x0030);
    assertThat(all[12 + 17 + 7] & 0x80).as("DO").isNotZero();
    byte[] none = open(asking(Transport.UDP));
    assertThat(ByteBuffer.wrap(none).getShort(2)).isEqualTo((short) (RECURSION_DESIRED | 0x20));
    assertThat(none[12 + 17 + 7] & 0x80).as("DO").isZero();
  }
}

package io.portprobe.protocols.internal.ldap;

import static io.portprobe.protocols.internal.ldap.LdapServerBytes.captured;
import static io.portprobe.protocols.internal.ldap.LdapServerBytes.done;
import static io.portprobe.protocols.internal.ldap.LdapServerBytes.join;
import static io.portprobe.protocols.internal.ldap.TestConversation.mismatch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.asn1.ASN1Element;
import com.unboundid.asn1.ASN1Integer;
import com.unboundid.asn1.ASN1Sequence;
import io.portprobe.Transport;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class HostileLdapServerTest {
  private static final byte SEARCH_RESULT_ENTRY = 0x64;
  private static final List<String> CAPTURES =
      List.of("samba-tcp.bin", "openldap-tcp.bin", "samba-udp.bin");

  private static final List<String> NETLOGON_CAPTURES =
      List.of(
          "samba-netlogon-ex.bin",
          "samba-netlogon-ex-ip.bin",
          "samba-netlogon-v5.bin",
          "samba-netlogon-nt40.bin");

  @ParameterizedTest
  @EnumSource(Transport.class)
  void mutatedResponses_breakNothing(Transport transport) {
    SplittableRandom random = new SplittableRandom(4511);
    int id = TestConversation.over(transport).id();
    for (int i = 0; i < 5_000; i++) {
      byte[] answer = captured(CAPTURES.get(i % CAPTURES.size()), id);
      survives(transport, mutated(answer, random), i);
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void mutatedNetlogonResponses_breakNothing(Transport transport) {
    SplittableRandom random = new SplittableRandom(633);
    for (int i = 0; i < 5_000; i++) {
      TestConversation conversation = TestConversation.withNetlogonAlways(transport);
      conversation.received(done(conversation.id()));
      byte[] answer =
          captured(NETLOGON_CAPTURES.get(i % NETLOGON_CAPTURES.size()), conversation.id() + 1);
      survives(conversation, transport, mutated(answer, random), i);
    }
  }

  @Test
  void randomEntries_breakNothing() {
    SplittableRandom random = new SplittableRandom(4512);
    for (int i = 0; i < 10_000; i++) {
      byte[] content = new byte[random.nextInt(64)];
      random.nextBytes(content);
      ASN1Element operation = new ASN1Element(SEARCH_RESULT_ENTRY, content);
      survives(Transport.TCP, message(1, operation), i);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"samba-tcp.bin", "openldap-tcp.bin"})
  void truncatedResponse_isAwaitedThenReportedAsClosed(String capture) {
    int id = TestConversation.over(Transport.TCP).id();
    byte[] answer = captured(capture, id);
    for (int length = 0; length < answer.length; length++) {
      TestConversation conversation = TestConversation.over(Transport.TCP);
      assertThat(conversation.received(Arrays.copyOf(answer, length))).isEqualTo(Step.await());
      Step last = conversation.dialogue().closed();
      boolean entryWasThere = conversation.dialogue().partial().isPresent();
      assertThat(last).isInstanceOf(entryWasThere ? Step.Finish.class : Step.Mismatch.class);
    }
  }

  @Test
  void berLength_indefiniteOrOverlong_isRejected() {
    assertThat(refused(0x30, 0x80, 0, 0)).contains("BER length starts with 0x80");
    assertThat(refused(0x30, 0x85, 0, 0, 0, 0, 5)).contains("BER length starts with 0x85");
    assertThat(refused(0x30, 0xff)).contains("BER length starts with 0xff");
  }

  @Test
  void berLength_padded_isAccepted() {
    TestConversation conversation = TestConversation.over(Transport.TCP);
    byte[] end = done(conversation.id());
    byte[] padded = new byte[end.length + 4];
    padded[0] = 0x30;
    padded[1] = (byte) 0x84;
    padded[5] = end[1];
    System.arraycopy(end, 2, padded, 6, end.length - 2);

    assertThat(TestConversation.finished(conversation.received(padded)).complete()).isTrue();
  }

  @Test
  void berLength_beyondEnclosingElement_isRejected() {
    assertThat(refused(0x30, 5, 2, 1, 1, 0x64, 1)).contains("exceeds the enclosing element");
    assertThat(refused(0x30, 5, 2, 4, 1, 0x64, 0)).contains("exceeds the enclosing element");
    assertThat(refused(0x30, 8, 2, 1, 1, 0x64, 0x84, 0x7f, 0xff, 0xff))
        .contains("exceeds the enclosing element");
    assertThat(refused(0x30, 9, 2, 1, 1, 0x64, 0x84, 0xff, 0xff, 0xff, 0xff))
        .contains("exceeds the enclosing element");
  }

  @Test
  void berNesting_above16_isRejectedQuickly() {
    assertThatNoException()
        .isThrownBy(() -> BerValidator.check(nested(BerValidator.MAX_DEPTH - 1)));
    assertThatThrownBy(() -> BerValidator.check(nested(BerValidator.MAX_DEPTH)))
        .isInstanceOf(LdapDecodeException.class)
        .hasMessage("BER nested too deeply (expected: at most 16 levels)");

    Assertions.assertTimeout(
        Duration.ofSeconds(5),
        () ->
            assertThat(mismatch(TestConversation.over(Transport.TCP).received(nested(200_000))))
                .contains("nested too deeply"));
  }

  @Test
  void berElements_above65536_areRejectedQuickly() {
    byte[] crowd = new byte[2 * BerValidator.MAX_ELEMENTS];
    for (int i = 0; i < crowd.length; i += 2) {
      crowd[i] = 4;
    }
    byte[] message = message(1, new ASN1Element(SEARCH_RESULT_ENTRY, crowd));

    Assertions.assertTimeout(
        Duration.ofSeconds(5),
        () ->
            assertThat(mismatch(TestConversation.over(Transport.TCP).received(message)))
                .isEqualTo("too many BER elements (expected: at most 65536)"));
  }

  @Test
  void berTag_ofSeveralBytes_isRejected() {
    assertThat(refused(0x30, 6, 2, 1, 1, 0x7f, 0x64, 0)).contains("BER tag 0x7f");
  }

  @Test
  void message_withoutIdOrOperation_isRejected() {
    assertThat(refused(0x30, 0)).contains("an LDAP message of 0 parts");
    assertThat(refused(0x30, 3, 2, 1, 1)).contains("an LDAP message of 1 parts");
    assertThat(refused(0x30, 4, 2, 0, 0x65, 0)).contains("does not decode");
    assertThat(refused(0x30, 9, 2, 5, 1, 1, 1, 1, 1, 0x65, 0)).contains("does not decode");
  }

  @Test
  void endlessIntermediateMessages_reachLimit() {
    TestConversation conversation = TestConversation.over(Transport.TCP);
    byte[] piece =
        join(
            LdapServerBytes.intermediate(conversation.id()),
            LdapServerBytes.intermediate(conversation.id()));
    Step step = conversation.request();
    int pieces = 0;
    while (!(step instanceof Step.Mismatch)) {
      step = conversation.received(piece);
      pieces++;
    }

    assertThat(pieces).isEqualTo(1 + LdapFrameDecoder.MAX_BYTES / piece.length);
  }

  @Test
  void announcedLength_allocatesNothing() throws LdapDecodeException {
    LdapFrameDecoder frames = new LdapFrameDecoder();
    frames.append(ByteBuffer.wrap(new byte[] {0x30, (byte) 0x83, 0x0f, (byte) 0xff, (byte) 0xf0}));

    assertThat(frames.next()).isEmpty();
    assertThat(frames.capacity()).isLessThan(10_000);
  }

  private static void survives(Transport transport, byte[] answer, int round) {
    survives(TestConversation.over(transport), transport, answer, round);
  }

  private static void survives(
      TestConversation conversation, Transport transport, byte[] answer, int round) {
    try {
      Step step = conversation.received(answer);
      if (step instanceof Step.Await && transport == Transport.TCP) {
        step = conversation.dialogue().closed();
      }
      if (step instanceof Step.StartTls) {
        throw new AssertionError("round " + round + ": " + step);
      }
      Optional<Finding> finding =
          step instanceof Step.Finish finish
              ? Optional.of(finish.finding())
              : conversation.dialogue().partial();
      if (finding.isPresent()) {
        List<String> lines = finding.get().lines();
        checkLines(lines);
        if (lines.isEmpty()) {
          throw new AssertionError("round " + round + ": a finding without lines");
        }
      }
      if (step instanceof Step.Mismatch no) {
        checkLines(List.of(no.why()));
      }
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError("round " + round, e);
    }
  }

  /** Checks that lines have no control characters, with loops: there are many thousand lines. */
  private static void checkLines(List<String> lines) {
    for (String line : lines) {
      for (int i = 0; i < line.length(); i++) {
        if (Character.isISOControl(line.charAt(i))) {
          throw new AssertionError("control characters in " + line);
        }
      }
    }
  }

  private static byte[] mutated(byte[] answer, SplittableRandom random) {
    byte[] result = answer;
    for (int changes = 1 + random.nextInt(4); changes > 0 && result.length > 0; changes--) {
      // Most lengths and tags are at the start.
      int at = random.nextInt(random.nextBoolean() ? result.length : Math.min(40, result.length));
      switch (random.nextInt(5)) {
        case 0 -> result[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> result[at] = (byte) random.nextInt();
        case 2 -> result = Arrays.copyOf(result, at);
        case 3 ->
            result =
                join(Arrays.copyOf(result, at), Arrays.copyOfRange(result, at / 2, result.length));
        default -> result = join(result, Arrays.copyOfRange(result, at, result.length));
      }
    }
    return result;
  }

  private static String refused(int... bytes) {
    byte[] message = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      message[i] = (byte) bytes[i];
    }
    return mismatch(TestConversation.over(Transport.TCP).received(message));
  }

  private static byte[] message(int id, ASN1Element operation) {
    return new ASN1Sequence(new ASN1Integer(id), operation).encode();
  }

  /** Returns nested sequences with lengths of four bytes. */
  private static byte[] nested(int depth) {
    ByteBuffer bytes = ByteBuffer.allocate(6 * depth);
    if (bytes.capacity() > LdapFrameDecoder.MAX_BYTES) {
      bytes = ByteBuffer.allocate(LdapFrameDecoder.MAX_BYTES / 6 * 6);
    }
    while (bytes.hasRemaining()) {
      int inner = bytes.remaining() - 6;
      bytes.put((byte) 0x30).put((byte) 0x84).putInt(inner);
    }
    return bytes.array();
  }
}

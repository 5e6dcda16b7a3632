package io.portprobe.protocols.internal.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.Transport;
import io.portprobe.protocols.ldap.Ldap;
import io.portprobe.protocols.ldap.NetlogonPing;
import io.portprobe.protocols.ldap.RootDse;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;

/**
 * Runs dialogues with a directory server that sends fuzzed bytes. The first byte of the input
 * selects transport and options; the rest are messages with the captured id, in pieces.
 */
class LdapFuzzTest {
  private static final int UDP = 1;
  private static final int START_TLS = 2;
  private static final int ALWAYS = 4;

  /** Separates pieces: seeds end each of the server's turns with it. */
  private static final byte CUT = (byte) 0xfe;

  @FuzzTest
  void conversation(byte[] input) {
    if (input.length == 0) {
      return;
    }
    Step whole = run(input, Integer.MAX_VALUE);
    checkEnd(whole);
    boolean udp = (input[0] & UDP) != 0;
    if (!udp && !(whole instanceof Step.StartTls)) {
      // Bytes after a granted StartTLS are an error if received with it; the core handles others.
      Step cut = run(input, 1);
      if (!(cut instanceof Step.StartTls)) {
        assertThat(withoutNoteTexts(cut)).isEqualTo(withoutNoteTexts(whole));
      }
    }
  }

  /** Removes the text of notes: it has an excerpt that depends on how the stream is split. */
  private static Object withoutNoteTexts(Step step) {
    if (!(step instanceof Step.Finish finish)) {
      return step.getClass();
    }
    RootDse found = (RootDse) finish.finding();
    return new DefaultRootDse(
        found.attributes(),
        found.complete(),
        found.result(),
        found.startTls(),
        found.tls(),
        found.netlogon(),
        found.received(),
        Collections.nCopies(found.notes().size(), "note"));
  }

  /** Runs a dialogue in which the server's bytes arrive in pieces of at most a given size. */
  private static Step run(byte[] input, int most) {
    boolean udp = (input[0] & UDP) != 0;
    NetlogonPing when =
        (input[0] & ALWAYS) != 0 ? NetlogonPing.ALWAYS : NetlogonPing.IF_ACTIVE_DIRECTORY;
    TestDialogueContext context =
        TestDialogueContext.of(udp ? Transport.UDP : Transport.TCP, 389)
            .with(Ldap.START_TLS, (input[0] & START_TLS) != 0)
            .with(Ldap.NETLOGON, when);
    Dialogue dialogue = new LdapProtocol().open(context);
    Step step = dialogue.start();
    int id = LdapServerBytes.idOf(step);
    int from = 1;
    while (from < input.length && isGoingOn(step)) {
      int to = endOfPiece(input, from);
      byte[] turn = LdapServerBytes.withId(Arrays.copyOfRange(input, from, to), id);
      for (int at = 0; at < turn.length && isGoingOn(step); ) {
        int size = Math.min(most, turn.length - at);
        step = dialogue.received(ByteBuffer.wrap(turn, at, size).asReadOnlyBuffer());
        at += size;
        if (step instanceof Step.Send send) {
          id = LdapServerBytes.idOf(send);
        }
      }
      check(dialogue.partial());
      from = to + 1;
    }
    if (!udp && isGoingOn(step)) {
      step = dialogue.closed();
      assertThat(step).isInstanceOfAny(Step.Finish.class, Step.Mismatch.class);
    }
    return step;
  }

  private static int endOfPiece(byte[] input, int from) {
    int to = from;
    while (to < input.length && input[to] != CUT) {
      to++;
    }
    return to;
  }

  private static boolean isGoingOn(Step step) {
    return step instanceof Step.Send || step instanceof Step.Await;
  }

  private static void checkEnd(Step step) {
    if (step instanceof Step.Finish finish) {
      check(Optional.of(finish.finding()));
    } else if (step instanceof Step.Mismatch mismatch) {
      checkLine(mismatch.why());
    }
  }

  @FuzzTest
  void netlogon(byte[] value) {
    try {
      NetlogonDecoder.decode(value).lines().forEach(LdapFuzzTest::checkLine);
    } catch (LdapDecodeException e) {
      checkLine(e.reason());
    }
  }

  @FuzzTest
  void message(byte[] message) {
    try {
      assertThat(LdapMessageCodec.decode(message).response()).isNotNull();
    } catch (LdapDecodeException e) {
      checkLine(e.reason());
    }
  }

  private static void check(Optional<Finding> finding) {
    finding.ifPresent(
        f -> {
          RootDse rootDse = (RootDse) f;
          assertThat(rootDse.lines()).isNotEmpty();
          rootDse.lines().forEach(LdapFuzzTest::checkLine);
          assertThat(rootDse.requiresBind() && rootDse.requiresTls()).isFalse();
          assertThat(rootDse.clockSkew().isPresent()).isEqualTo(rootDse.currentTime().isPresent());
        });
  }

  private static void checkLine(String line) {
    if (line.isBlank() || line.codePoints().anyMatch(Character::isISOControl)) {
      throw new AssertionError("not a line: " + line);
    }
  }
}

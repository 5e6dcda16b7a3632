package io.portprobe.testing.protocol;

import io.portprobe.Transport;
import io.portprobe.faultkit.TlsIdentity;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsInfo;
import io.portprobe.text.SafeText;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One conversation without a socket. Treats a dialogue as the core does, and fails with an {@link
 * AssertionError} where the dialogue breaks a promise of the SPI.
 */
final class DialogueHarness {
  /** Requests after which a dialogue is held to go on for ever. */
  static final int MOST_SENDS = 10_000;

  /** Bytes after which a dialogue is held to go on for ever. */
  static final long MOST_BYTES = 16L << 20;

  /** Bytes of requests after which a dialogue is held to go on for ever. */
  private static final long MOST_SENT = 1L << 20;

  private static final int LONGEST_DATAGRAM = 65_507;
  private static final int MARGIN = 7;
  private static final byte SCRIBBLE = (byte) 0xee;
  private static final int SHOWN = 256;

  /** How a conversation ended. */
  enum End {
    FINISHED,
    MISMATCH,
    /** The peer said no more; its end of the stream, if there is one, stayed open. */
    SILENCE,
    /** The peer ended the stream, and the dialogue did not take it as the end. */
    CLOSED,
    /** The dialogue was given more than it may take, or sent more than it may send. */
    TOO_MUCH
  }

  /** What became of it. */
  record Result(
      End end, String why, Optional<Finding> finding, List<ByteBuffer> sent, long given) {}

  private final String story;
  private final Binding binding;
  private final Dialogue dialogue;
  private final SimulatedPeer peer;
  private final boolean closing;
  private final List<ByteBuffer> sent = new ArrayList<>();
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private long given;
  private long asked;
  private boolean secured;
  private boolean overUdp;

  /**
   * Prepares a conversation.
   *
   * @param story what is special about it, for messages
   * @param closing whether the peer ends the stream, where there is one, when it has no more to say
   */
  DialogueHarness(
      String story, Binding binding, Dialogue dialogue, SimulatedPeer peer, boolean closing) {
    this.story = story;
    this.binding = binding;
    this.dialogue = dialogue;
    this.peer = peer;
    this.closing = closing;
    this.overUdp = binding.transport() == Transport.UDP;
  }

  Result play() {
    Step step =
        binding.tls() ? watch("secured()", this::secure) : watch("start()", dialogue::start);
    if (overUdp && !(step instanceof Step.Send)) {
      throw broken("start() returned " + step + " (expected: a Send over UDP)", null);
    }
    while (true) {
      step = carryOut(step);
      if (!(step instanceof Step.Await || step instanceof Step.Poll)) {
        return last(step);
      }
      Optional<byte[]> piece = tooMuch() ? Optional.empty() : peer.say();
      if (piece.isEmpty()) {
        return noMore();
      }
      step = give(piece.get());
    }
  }

  private boolean tooMuch() {
    return given > MOST_BYTES || sent.size() > MOST_SENDS || asked > MOST_SENT;
  }

  /** Does what steps ask for until one waits or ends. */
  private Step carryOut(Step first) {
    Step step = first;
    while (!tooMuch()) {
      if (step instanceof Step.Send send) {
        send(send.bytes());
        step = send.then();
      } else if (step instanceof Step.StartTls) {
        step = startTls();
      } else if (step instanceof Step.ContinueOverTcp) {
        step = goOnOverTcp();
      } else {
        if (step instanceof Step.Poll remind) {
          checkReminder(remind.bytes().remaining());
        }
        return step;
      }
    }
    return Step.await();
  }

  /** What it would send if the peer said nothing; here the peer always has said what it will. */
  private void checkReminder(int size) {
    if (!overUdp) {
      throw broken("asks for a reminder (expected: only over UDP)", null);
    }
    checkDatagram(size);
  }

  private void checkDatagram(int size) {
    if (overUdp && (size == 0 || size > LONGEST_DATAGRAM)) {
      throw broken(
          "sends a datagram of %d bytes (expected: 1-%d)".formatted(size, LONGEST_DATAGRAM), null);
    }
  }

  private void send(ByteBuffer bytes) {
    int size = bytes.remaining();
    checkDatagram(size);
    asked += size;
    sent.add(bytes);
    peer.hear(bytes.duplicate());
  }

  private Step goOnOverTcp() {
    if (!overUdp || given == 0) {
      String when = overUdp ? "before anything was answered" : "over TCP";
      throw broken("asks to go on over TCP " + when + " (expected: after a datagram)", null);
    }
    overUdp = false;
    peer.connect();
    return watch("connected()", dialogue::connected);
  }

  private Step startTls() {
    if (overUdp) {
      throw broken("asks for TLS (expected: not over UDP)", null);
    }
    if (secured) {
      throw broken("asks for TLS (expected: once)", null);
    }
    if (peer.say().isPresent()) {
      return Step.mismatch("the peer spoke before TLS stood"); // as the core does
    }
    return watch("secured()", this::secure);
  }

  private Step secure() {
    secured = true;
    TlsIdentity identity = TlsHolder.IDENTITY;
    return dialogue.secured(
        TlsInfo.of(
            "TLSv1.3",
            "TLS_AES_128_GCM_SHA256",
            List.of(identity.certificate()),
            Optional.of("self-signed")));
  }

  /** Lends bytes out of the middle of an array, and spoils them once they are given back. */
  private Step give(byte[] piece) {
    given += piece.length;
    heard.write(piece, 0, Math.min(piece.length, Math.max(0, SHOWN - heard.size())));
    byte[] lent = new byte[MARGIN + piece.length + MARGIN];
    Arrays.fill(lent, SCRIBBLE);
    System.arraycopy(piece, 0, lent, MARGIN, piece.length);
    ByteBuffer bytes = ByteBuffer.wrap(lent, MARGIN, piece.length).asReadOnlyBuffer();
    Step step = watch("received(" + piece.length + " bytes)", () -> dialogue.received(bytes));
    Arrays.fill(lent, SCRIBBLE);
    return step;
  }

  private Result noMore() {
    if (tooMuch()) {
      return early(End.TOO_MUCH, "it went on and on");
    }
    if (!closing || overUdp) {
      return early(End.SILENCE, "it still waits");
    }
    Step step = watch("closed()", dialogue::closed);
    return step instanceof Step.Await || step instanceof Step.Poll || step instanceof Step.Send
        ? early(End.CLOSED, "it would have gone on after the end of the stream")
        : last(step);
  }

  private Result last(Step step) {
    if (step instanceof Step.Finish finish) {
      check(finish.finding());
      return result(End.FINISHED, "it finished", Optional.of(finish.finding()));
    }
    if (step instanceof Step.Mismatch mismatch) {
      checkLine("the ground of a Mismatch", mismatch.why());
      return early(End.MISMATCH, "mismatch: " + mismatch.why());
    }
    throw broken("closed() returned " + step + " (expected: a last step)", null);
  }

  /** The core may ask for what is known so far. */
  private Result early(End end, String why) {
    watch("partial()", dialogue::partial).ifPresent(this::check);
    return result(end, why, Optional.empty());
  }

  private Result result(End end, String why, Optional<Finding> finding) {
    return new Result(end, why, finding, List.copyOf(sent), given);
  }

  private void check(Finding finding) {
    List<String> lines = watch("lines()", finding::lines);
    if (lines.isEmpty()) {
      throw broken("lines() of " + finding + " are none (expected: at least one)", null);
    }
    lines.forEach(line -> checkLine("a line of the finding", line));
  }

  private void checkLine(String what, String line) {
    line.codePoints()
        .filter(c -> !SafeText.isSafe(c))
        .findFirst()
        .ifPresent(
            c -> {
              throw broken("%s has an unsafe character: U+%04X".formatted(what, c), null);
            });
  }

  private <T> T watch(String call, Supplier<T> code) {
    T value;
    try {
      value = code.get();
    } catch (Throwable e) { // an OutOfMemoryError of a length that was believed, too
      throw broken(call + " threw " + e, e);
    }
    if (value == null) {
      throw broken(call + " returned null", null);
    }
    return value;
  }

  private AssertionError broken(String what, @Nullable Throwable cause) {
    String bytes = HexFormat.of().formatHex(heard.toByteArray());
    String more = given > heard.size() ? "..." : "";
    return new AssertionError(
        story + ": " + what + "; the peer had sent " + given + " bytes [" + bytes + more + "]",
        cause);
  }

  /** Made when the first conversation needs it. */
  private static final class TlsHolder {
    private static final TlsIdentity IDENTITY = TlsIdentity.selfSigned("localhost");
  }
}

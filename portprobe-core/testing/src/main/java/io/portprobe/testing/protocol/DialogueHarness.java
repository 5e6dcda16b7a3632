package io.portprobe.testing.protocol;

import io.portprobe.Transport;
import io.portprobe.faultkit.TlsIdentity;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsFailure;
import io.portprobe.spi.TlsInfo;
import io.portprobe.spi.TlsSettings;
import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One conversation of a dialogue with a {@link SimulatedPeer}, without a socket. It drives the
 * dialogue as the core does, and throws {@link AssertionError} if the dialogue violates the SPI.
 */
final class DialogueHarness {
  /** The number of requests after which a dialogue counts as endless. */
  static final int MAX_REQUESTS = 10_000;

  /** The number of received bytes after which a dialogue counts as endless. */
  static final long MAX_RECEIVED = 16L << 20;

  /** The number of sent bytes after which a dialogue counts as endless. */
  private static final long MAX_SENT = 1L << 20;

  /** The number of lines after which a finding counts as unbounded. */
  private static final int MAX_LINES = 10_000;

  private static final String RECEIVED = "received";
  private static final int NO_DATA = -1;
  private static final int MAX_DATAGRAM = 65_507;
  private static final int MARGIN = 7;
  private static final byte[] OVERWRITTEN = overwritten();

  /** The way in which a conversation ended. */
  enum End {
    FINISHED,
    MISMATCH,
    /** The peer had nothing more to send and left the stream open. */
    SILENCE,
    /** The peer closed the stream, and the dialogue did not end. */
    CLOSED,
    /** The dialogue received or sent more than the limits allow. */
    LIMIT_EXCEEDED
  }

  /**
   * The result of a conversation.
   *
   * @param cause why it ended without a finding, for messages
   * @param finding the finding of {@link End#FINISHED}
   * @param partial what {@link Dialogue#partial()} returned without one
   * @param sent the requests
   * @param received the received bytes
   */
  record Result(
      End end,
      String cause,
      Optional<Finding> finding,
      Optional<Finding> partial,
      List<ByteBuffer> sent,
      ShownBytes received) {}

  private final String scenario;
  private final Binding binding;
  private final TestDialogueContext context;
  private final Dialogue dialogue;
  private final SimulatedPeer peer;
  private final boolean closesStream;
  private final int maxFinding;
  private final List<ByteBuffer> sent = new ArrayList<>();
  private final ShownBytes received = new ShownBytes();
  private long sentBytes;
  private Optional<Duration> silence = Optional.empty();
  private int reconnects;
  private final CallTimes times;
  private boolean secured;
  private boolean handshakeFailed;
  private boolean overUdp;

  /**
   * Creates a conversation.
   *
   * @param scenario what is special about it, for messages
   * @param context the context of the dialogue, whose clock the conversation moves
   * @param closesStream whether the peer closes its stream after its last byte; no effect over UDP
   * @param times measures the calls
   */
  DialogueHarness(
      String scenario,
      Binding binding,
      TestDialogueContext context,
      Dialogue dialogue,
      SimulatedPeer peer,
      boolean closesStream,
      CallTimes times) {
    this.scenario = scenario;
    this.binding = binding;
    this.context = context;
    this.dialogue = dialogue;
    this.peer = peer;
    this.closesStream = closesStream;
    this.maxFinding = context.findingBytes();
    this.times = times;
    this.overUdp = binding.transport() == Transport.UDP;
  }

  Result run() {
    Step step = binding.tls() ? handshake(false) : call("start()", dialogue::start);
    if (overUdp && !(step instanceof Step.Send)) {
      throw violation("start() returned " + step + " (expected: a Send over UDP)", null);
    }
    while (true) {
      step = execute(step);
      if (handshakeFailed) {
        return endWithoutFinding(End.CLOSED, "the TLS handshake failed");
      }
      if (step instanceof Step.Reconnect) { // the core ends the dialogue
        return endWithoutFinding(
            End.CLOSED, "it connects again more than " + Step.MAX_RECONNECTS + " times");
      }
      if (!waits(step)) {
        return end(step);
      }
      Optional<byte[]> piece = exceededLimit().isPresent() ? Optional.empty() : peer.next();
      if (piece.isPresent()) {
        step = deliver(piece.get());
      } else if (exceededLimit().isPresent()) {
        return endWithoutFinding(End.LIMIT_EXCEEDED, exceededLimit().get());
      } else if (closesStream && !overUdp) {
        step = call("closed()", dialogue::closed);
        if (!(step instanceof Step.Reconnect)) {
          return waits(step) || step instanceof Step.Send
              ? endWithoutFinding(End.CLOSED, "it does not end at the end of the stream")
              : end(step);
        }
      } else if (silence.isPresent() && silence.get().compareTo(context.remaining()) < 0) {
        context.advance(silence.get());
        silence = Optional.empty();
        step = call("silent()", dialogue::silent);
      } else {
        return endWithoutFinding(End.SILENCE, waiting(step));
      }
    }
  }

  private static boolean waits(Step step) {
    return step instanceof Step.Await || step instanceof Step.More || step instanceof Step.Poll;
  }

  private static String waiting(Step last) {
    String why = last instanceof Step.Await await ? await.why() : "";
    return "it waits for more data" + (why.isEmpty() ? "" : ", because " + why);
  }

  /** Starts, keeps or cancels the timer, as the core does. */
  private void setTimer(Step step) {
    if (step instanceof Step.Await await) {
      silence = await.silence().or(() -> silence);
    } else if (step instanceof Step.More more) {
      silence = more.silence();
    } else {
      silence = Optional.empty();
    }
  }

  private Optional<String> exceededLimit() {
    if (received.count() > MAX_RECEIVED) {
      return Optional.of("it received more than " + MAX_RECEIVED + " bytes");
    }
    if (sent.size() > MAX_REQUESTS) {
      return Optional.of("it sent more than " + MAX_REQUESTS + " requests");
    }
    return sentBytes > MAX_SENT
        ? Optional.of("it sent more than " + MAX_SENT + " bytes")
        : Optional.empty();
  }

  /** Executes steps until one waits, ends the dialogue, or connects once more than it may. */
  private Step execute(Step first) {
    Step step = first;
    while (exceededLimit().isEmpty() && !handshakeFailed) {
      setTimer(step);
      if (step instanceof Step.Send send) {
        send(send.bytes());
        step = send.then();
      } else if (step instanceof Step.StartTls) {
        step = startTls();
      } else if (step instanceof Step.ContinueOverTcp) {
        step = continueOverTcp();
      } else if (step instanceof Step.Reconnect reconnect && reconnects < Step.MAX_RECONNECTS) {
        step = reconnect(reconnect.tls());
      } else {
        if (step instanceof Step.Poll poll) {
          poll.datagrams().forEach(datagram -> checkPoll(datagram.remaining()));
        }
        if (step instanceof Step.Await await) {
          checkLine("the reason of an Await", await.why());
        }
        return step;
      }
    }
    return Step.await();
  }

  /** Checks a poll. It is never sent, because the simulated peer never needs time to respond. */
  private void checkPoll(int size) {
    if (!overUdp) {
      throw violation("Poll over TCP (expected: only over UDP)", null);
    }
    checkDatagram(size);
  }

  private void checkDatagram(int size) {
    if (overUdp && (size == 0 || size > MAX_DATAGRAM)) {
      throw violation(
          String.format(Locale.ROOT, "datagram of %d bytes (expected: 1-%d)", size, MAX_DATAGRAM),
          null);
    }
  }

  private void send(ByteBuffer bytes) {
    int size = bytes.remaining();
    checkDatagram(size);
    sentBytes += size;
    sent.add(bytes);
    peer.receive(bytes.duplicate());
  }

  private Step continueOverTcp() {
    if (!overUdp || received.count() == 0) {
      String when = overUdp ? "before the first received datagram" : "over TCP";
      throw violation(
          "ContinueOverTcp " + when + " (expected: over UDP, after a received datagram)", null);
    }
    overUdp = false;
    peer.connect();
    return call("connected()", dialogue::connected);
  }

  private Step reconnect(boolean tls) {
    if (overUdp) {
      throw violation("Reconnect over UDP (expected: only over TCP)", null);
    }
    reconnects++;
    peer.reconnect();
    secured = false;
    return tls ? handshake(false) : call("connected()", dialogue::connected);
  }

  private Step startTls() {
    if (overUdp) {
      throw violation("StartTls over UDP (expected: only over TCP)", null);
    }
    if (secured) {
      throw violation("StartTls inside TLS (expected: at most once)", null);
    }
    if (peer.next().isPresent()) {
      return Step.mismatch("the peer sent data before the TLS handshake"); // as the core does
    }
    return handshake(true);
  }

  /** Starts TLS. If that fails, the dialogue may connect again or end, as with the core. */
  private Step handshake(boolean upgrade) {
    secured = true;
    Optional<TlsFailure> failure = peer.handshake();
    if (failure.isEmpty()) {
      if (upgrade) {
        peer.upgraded();
      }
      return call("secured()", this::secure);
    }
    call("tlsSettings()", dialogue::tlsSettings);
    Step step = call("tlsFailed()", () -> dialogue.tlsFailed(failure.get()));
    handshakeFailed =
        !(step instanceof Step.Reconnect
            || step instanceof Step.Finish
            || step instanceof Step.Mismatch);
    return step;
  }

  private Step secure() {
    TlsSettings offered = call("tlsSettings()", dialogue::tlsSettings);
    return dialogue.secured(
        TlsInfo.builder()
            .version("TLSv1.3")
            .cipherSuite("TLS_AES_128_GCM_SHA256")
            .certificates(List.of(TlsHolder.IDENTITY.certificate()), Optional.of("self-signed"))
            .alpn(offered.alpn(), offered.alpn().stream().findFirst())
            .serverName(offered.serverName(Optional.of(context.host())))
            .build());
  }

  /** Delivers bytes from the middle of an array, which is overwritten after the call. */
  private Step deliver(byte[] piece) {
    received.add(piece);
    byte[] array = new byte[MARGIN + piece.length + MARGIN];
    System.arraycopy(OVERWRITTEN, 0, array, 0, MARGIN);
    System.arraycopy(piece, 0, array, MARGIN, piece.length);
    System.arraycopy(OVERWRITTEN, 0, array, MARGIN + piece.length, MARGIN);
    ByteBuffer bytes = ByteBuffer.wrap(array, MARGIN, piece.length).asReadOnlyBuffer();
    Step step = call(RECEIVED, piece.length, () -> dialogue.received(bytes));
    if (step instanceof Step.Finish finish) {
      List<String> lines = call("lines()", finish.finding()::lines);
      overwrite(array);
      checkUnchanged(lines, call("lines()", finish.finding()::lines));
    } else {
      overwrite(array);
    }
    return step;
  }

  private void checkUnchanged(List<String> lines, List<String> after) {
    if (!lines.equals(after)) {
      throw violation(
          "lines() of the finding changed from "
              + lines
              + " to "
              + after
              + " when the received buffer was used again (expected: a finding that copies what it"
              + " keeps)",
          null);
    }
  }

  /** Copies, because the JVM copies arrays much faster than it fills them before it optimizes. */
  private static void overwrite(byte[] array) {
    for (int at = 0; at < array.length; at += OVERWRITTEN.length) {
      System.arraycopy(OVERWRITTEN, 0, array, at, Math.min(OVERWRITTEN.length, array.length - at));
    }
  }

  private static byte[] overwritten() {
    byte[] overwritten = new byte[8192];
    Arrays.fill(overwritten, (byte) 0xee);
    return overwritten;
  }

  private Result end(Step step) {
    if (step instanceof Step.Finish finish) {
      checkFinding(finish.finding());
      return result(End.FINISHED, "it finished", Optional.of(finish.finding()), Optional.empty());
    }
    if (step instanceof Step.Mismatch mismatch) {
      checkLine("the reason of a Mismatch", mismatch.why());
      mismatch.partial().ifPresent(this::checkFinding);
      return endWithoutFinding(End.MISMATCH, "mismatch: " + mismatch.why());
    }
    throw violation("closed() returned " + step + " (expected: Finish or Mismatch)", null);
  }

  /** Ends a conversation. The core may call {@link Dialogue#partial()} then. */
  private Result endWithoutFinding(End end, String cause) {
    Optional<Finding> partial = call("partial()", dialogue::partial);
    partial.ifPresent(this::checkFinding);
    return result(end, cause, Optional.empty(), partial);
  }

  private Result result(
      End end, String cause, Optional<Finding> finding, Optional<Finding> partial) {
    return new Result(end, cause, finding, partial, List.copyOf(sent), received);
  }

  private void checkFinding(Finding finding) {
    var unused = call("facts()", finding::facts);
    List<String> lines = call("lines()", finding::lines);
    if (lines.isEmpty()) {
      throw violation("lines() of " + finding + " is empty (expected: at least one line)", null);
    }
    if (lines.size() > MAX_LINES) {
      throw violation(
          String.format(
              Locale.ROOT,
              "the finding has %d lines (expected: at most %d)",
              lines.size(),
              MAX_LINES),
          null);
    }
    lines.forEach(line -> checkLine("a line of the finding", line));
    long length = lines.stream().mapToLong(String::length).sum();
    if (length > maxFinding) {
      throw violation(
          String.format(
              Locale.ROOT,
              "the finding has %d characters (expected: at most %d)",
              length,
              maxFinding),
          null);
    }
  }

  private void checkLine(String what, String line) {
    if (SafeText.isPrintableAscii(line)) {
      return;
    }
    int c;
    for (int i = 0; i < line.length(); i += Character.charCount(c)) {
      c = line.codePointAt(i);
      if (!SafeText.isSafe(c)) {
        throw violation(
            String.format(
                Locale.ROOT,
                "%s has the character U+%04X (expected: no control or format characters)",
                what,
                c),
            null);
      }
    }
  }

  /** Returns the waits of the first calls, see {@link CallTimes#waits()}. */
  List<Long> waits() {
    return times.waits();
  }

  private <T> T call(String method, Supplier<T> code) {
    return call(method, NO_DATA, code);
  }

  /**
   * Calls a method of the dialogue or of its finding.
   *
   * @param size the number of bytes that it receives, or {@link #NO_DATA}
   */
  private <T> T call(String method, int size, Supplier<T> code) {
    T value;
    times.begin();
    try {
      value = code.get();
    } catch (Throwable e) { // includes the OutOfMemoryError of a length that was trusted
      throw violation(shown(method, size) + " threw " + e, e);
    }
    if (value == null) {
      throw violation(shown(method, size) + " returned null", null);
    }
    Optional<String> slow = times.end(size != NO_DATA);
    if (slow.isPresent()) {
      throw violation(shown(method, size) + " " + slow.get(), null);
    }
    return value;
  }

  /** Built for messages only: a harness makes many thousand calls. */
  private static String shown(String method, int size) {
    return size == NO_DATA ? method : method + "(" + size + " bytes)";
  }

  private AssertionError violation(String what, @Nullable Throwable cause) {
    return new AssertionError(scenario + ": " + what + "; received until then: " + received, cause);
  }

  /** Created when the first conversation needs it. */
  private static final class TlsHolder {
    private static final TlsIdentity IDENTITY = TlsIdentity.selfSigned("localhost");
  }
}

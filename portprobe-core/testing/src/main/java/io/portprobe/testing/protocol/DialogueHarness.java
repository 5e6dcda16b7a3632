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
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

  private final Binding binding;
  private final TestDialogueContext context;
  private final Dialogue dialogue;
  private final SimulatedPeer peer;
  private final boolean closesStream;
  private final DialogueCalls calls;
  private final FindingChecks checks;
  private final List<ByteBuffer> sent = new ArrayList<>();
  private long sentBytes;
  private Optional<Duration> silence = Optional.empty();
  private int reconnects;
  private boolean secured;
  private boolean handshakeFailed;
  private boolean overUdp;

  /** The lines of the finding, if a received piece led to it. */
  private @Nullable List<String> linesAfterOverwriting;

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
    this.binding = binding;
    this.context = context;
    this.dialogue = dialogue;
    this.peer = peer;
    this.closesStream = closesStream;
    this.calls = new DialogueCalls(scenario, times);
    this.checks = new FindingChecks(calls, context.findingBytes());
    this.overUdp = binding.transport() == Transport.UDP;
  }

  Result run() {
    Step step = binding.tls() ? handshake(false) : calls.call("start()", dialogue, Dialogue::start);
    if (overUdp && !(step instanceof Step.Send)) {
      throw calls.violation("start() returned " + step + " (expected: a Send over UDP)");
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
        step = calls.call("closed()", dialogue, Dialogue::closed);
        if (!(step instanceof Step.Reconnect)) {
          return waits(step) || step instanceof Step.Send
              ? endWithoutFinding(End.CLOSED, "it does not end at the end of the stream")
              : end(step);
        }
      } else if (silence.isPresent() && silence.get().compareTo(context.remaining()) < 0) {
        context.advance(silence.get());
        silence = Optional.empty();
        step = calls.call("silent()", dialogue, Dialogue::silent);
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
      if (await.silence().isPresent()) {
        silence = await.silence();
      }
    } else if (step instanceof Step.More more) {
      silence = more.silence();
    } else {
      silence = Optional.empty();
    }
  }

  private Optional<String> exceededLimit() {
    if (calls.received().count() > MAX_RECEIVED) {
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
          checks.checkLine("the reason of an Await", await.why());
        }
        return step;
      }
    }
    return Step.await();
  }

  /** Checks a poll. It is never sent, because the simulated peer never needs time to respond. */
  private void checkPoll(int size) {
    if (!overUdp) {
      throw calls.violation("Poll over TCP (expected: only over UDP)");
    }
    checkDatagram(size);
  }

  private void checkDatagram(int size) {
    if (overUdp && (size == 0 || size > MAX_DATAGRAM)) {
      throw calls.violation(
          String.format(Locale.ROOT, "datagram of %d bytes (expected: 1-%d)", size, MAX_DATAGRAM));
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
    if (!overUdp || calls.received().count() == 0) {
      String when = overUdp ? "before the first received datagram" : "over TCP";
      throw calls.violation(
          "ContinueOverTcp " + when + " (expected: over UDP, after a received datagram)");
    }
    overUdp = false;
    peer.connect();
    return calls.call("connected()", dialogue, Dialogue::connected);
  }

  private Step reconnect(boolean tls) {
    if (overUdp) {
      throw calls.violation("Reconnect over UDP (expected: only over TCP)");
    }
    reconnects++;
    peer.reconnect();
    secured = false;
    return tls ? handshake(false) : calls.call("connected()", dialogue, Dialogue::connected);
  }

  private Step startTls() {
    if (overUdp) {
      throw calls.violation("StartTls over UDP (expected: only over TCP)");
    }
    if (secured) {
      throw calls.violation("StartTls inside TLS (expected: at most once)");
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
      return calls.call("secured()", this, DialogueHarness::secure);
    }
    calls.call("tlsSettings()", dialogue, Dialogue::tlsSettings);
    Step step = calls.call("tlsFailed()", dialogue, d -> d.tlsFailed(failure.get()));
    handshakeFailed =
        !(step instanceof Step.Reconnect
            || step instanceof Step.Finish
            || step instanceof Step.Mismatch);
    return step;
  }

  private Step secure() {
    TlsSettings offered = calls.call("tlsSettings()", dialogue, Dialogue::tlsSettings);
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
    byte[] array = new byte[MARGIN + piece.length + MARGIN];
    System.arraycopy(OVERWRITTEN, 0, array, 0, MARGIN);
    System.arraycopy(piece, 0, array, MARGIN, piece.length);
    System.arraycopy(OVERWRITTEN, 0, array, MARGIN + piece.length, MARGIN);
    ByteBuffer bytes = ByteBuffer.wrap(array, MARGIN, piece.length).asReadOnlyBuffer();
    Step step = calls.received(dialogue, piece, bytes);
    if (step instanceof Step.Finish finish) {
      List<String> lines = checks.lines(finish.finding());
      overwrite(array);
      linesAfterOverwriting = checks.lines(finish.finding());
      checks.checkUnchanged(lines, linesAfterOverwriting);
    } else {
      overwrite(array);
    }
    return step;
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
      Finding finding = finish.finding();
      checks.check(
          finding, linesAfterOverwriting == null ? checks.lines(finding) : linesAfterOverwriting);
      return result(End.FINISHED, "it finished", Optional.of(finding), Optional.empty());
    }
    if (step instanceof Step.Mismatch mismatch) {
      checks.checkLine("the reason of a Mismatch", mismatch.why());
      mismatch.partial().ifPresent(checks::check);
      return endWithoutFinding(End.MISMATCH, "mismatch: " + mismatch.why());
    }
    throw calls.violation("closed() returned " + step + " (expected: Finish or Mismatch)");
  }

  /** Ends a conversation. The core may call {@link Dialogue#partial()} then. */
  private Result endWithoutFinding(End end, String cause) {
    Optional<Finding> partial = calls.call("partial()", dialogue, Dialogue::partial);
    partial.ifPresent(checks::check);
    return result(end, cause, Optional.empty(), partial);
  }

  private Result result(
      End end, String cause, Optional<Finding> finding, Optional<Finding> partial) {
    return new Result(end, cause, finding, partial, List.copyOf(sent), calls.received());
  }

  /** Returns the waits of the first calls, see {@link CallTimes#waits()}. */
  List<Long> waits() {
    return calls.waits();
  }

  /** Created when the first conversation needs it. */
  private static final class TlsHolder {
    private static final TlsIdentity IDENTITY = TlsIdentity.selfSigned("localhost");
  }
}

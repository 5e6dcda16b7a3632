package io.portprobe.spi;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A dialogue of text lines over TCP. The base class collects the bytes of a line, limits its
 * length, and calls {@link #line} once for each line. A line ends with LF or CR LF, and the last
 * one may end with the stream.
 *
 * <pre>{@code
 * final class FingerDialogue extends LineDialogue {
 *   public Step start() {
 *     return Step.send("\r\n".getBytes(US_ASCII));
 *   }
 *
 *   protected Step line(String line) {
 *     return line.startsWith("Login") ? Step.finish(new Users(line)) : Step.mismatch("no users");
 *   }
 * }
 * }</pre>
 */
public abstract class LineDialogue implements Dialogue {
  private static final int DEFAULT_MAX_LINE = 4096;

  private final int maxLine;
  private final Charset charset;
  private final UnitBuffer pending = new UnitBuffer();
  private int searched; // bytes of pending that contain no line end

  /** For subclasses whose lines have at most 4096 bytes of UTF-8. */
  protected LineDialogue() {
    this(DEFAULT_MAX_LINE, StandardCharsets.UTF_8);
  }

  /**
   * For subclasses.
   *
   * @param maxLine the maximum length of a line in bytes, at least 1. A longer line is a mismatch
   * @param charset the encoding of the lines, in which a byte 10 is a line feed
   * @throws IllegalArgumentException if the maximum is less than 1
   */
  protected LineDialogue(int maxLine, Charset charset) {
    if (maxLine < 1) {
      throw new IllegalArgumentException("maxLine: " + maxLine + " (expected: at least 1)");
    }
    this.maxLine = maxLine;
    this.charset = Objects.requireNonNull(charset, "charset");
  }

  /**
   * Processes one line.
   *
   * @param line the line without its end; it may contain any other character
   * @return the next step, as from {@link Dialogue#received}. {@link Step#await()} waits for the
   *     next line
   */
  protected abstract Step line(String line);

  /**
   * Continues on a new connection, as {@link Dialogue#connected()} does.
   *
   * @return the next step, by default that of {@link #start()}
   */
  protected Step onConnected() {
    return start();
  }

  /**
   * Processes silence, as {@link Dialogue#silent()} does.
   *
   * @return the next step, by default {@link Step#await()}
   */
  protected Step onSilence() {
    return Step.await();
  }

  /**
   * Processes the end of the stream after the last line, as {@link Dialogue#closed()} does.
   *
   * @return the last step, by default {@link Step#await()}: a mismatch
   */
  protected Step onClosed() {
    return Step.await();
  }

  /**
   * Returns what was received after the last line end, for example a prompt.
   *
   * @return the text, empty if there is none
   */
  protected final String unfinishedLine() {
    return new String(pending.copy(0, pending.size()), charset);
  }

  @Override
  public final Step connected() {
    clear();
    return onConnected();
  }

  @Override
  public final Step silent() {
    Step step = onSilence();
    return StepChain.receives(step) ? step : endOfStream(step);
  }

  @Override
  public final Step closed() {
    if (pending.size() > 0) {
      String last = unfinishedLine();
      clear();
      Step end = StepChain.end(line(last));
      if (!StepChain.needsStream(end)) {
        return end;
      }
    }
    return onClosed();
  }

  @Override
  public final Step received(ByteBuffer bytes) {
    pending.append(bytes);
    StepChain steps = new StepChain();
    while (hasLine()) {
      int length = searched > 0 && pending.at(searched - 1) == '\r' ? searched - 1 : searched;
      if (length > maxLine) {
        return oversized();
      }
      String line = new String(pending.copy(0, length), charset);
      pending.skip(searched + 1);
      searched = 0;
      if (!steps.append(line(line))) {
        return endOfStream(steps.toStep());
      }
    }
    return pending.size() > maxLine + 1 ? oversized() : steps.toStep(); // a CR does not count
  }

  private Step oversized() {
    return Step.mismatch("expected a line, received one of more than " + maxLine + " bytes");
  }

  /** Moves to the next line feed. */
  private boolean hasLine() {
    while (searched < pending.size()) {
      if (pending.at(searched) == '\n') {
        return true;
      }
      searched++;
    }
    return false;
  }

  /** Discards what follows the last line, unless it precedes a TLS handshake. */
  private Step endOfStream(Step step) {
    boolean injected = StepChain.end(step) instanceof Step.StartTls && pending.size() > 0;
    clear();
    return injected
        ? Step.mismatch("the peer sent data before the TLS handshake") // RFC 7457 section 2.2
        : step;
  }

  private void clear() {
    pending.clear();
    searched = 0;
  }
}

package io.portprobe.faultkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/**
 * A conversation told line by line, for {@link TcpPeer#serving(TcpPeer.Conversation)}:
 *
 * <pre>{@code
 * Script.expect(bind).reply(bindAck).expect(lookup).reply(entries).thenClose()
 * }</pre>
 *
 * <p>An expectation that does not hold ends the connection with an {@link AssertionError}, kept
 * among {@link TcpPeer#failures()}, that shows both what was expected and what came. A client that
 * hangs up is a failure, too, but not once the script has tried its patience ({@link Builder#drip},
 * {@link Builder#pause}, {@link Builder#await}). Immutable, for any number of connections.
 */
public final class Script implements TcpPeer.Conversation {
  private static final int LONGEST = 1 << 20;

  private final List<TcpPeer.Conversation> lines;

  private Script(List<TcpPeer.Conversation> lines) {
    this.lines = List.copyOf(lines);
  }

  /** A script that still wants an end. Not safe for use by several threads at once. */
  public static final class Builder {
    private final List<TcpPeer.Conversation> lines = new ArrayList<>();
    private boolean patient = true;

    private Builder() {}

    /**
     * Reads exactly these bytes.
     *
     * @param bytes what the client should send next; copied
     * @return this
     */
    public Builder expect(byte[] bytes) {
      byte[] expected = bytes.clone();
      return line((in, out) -> read(in, expected));
    }

    /**
     * Reads what comes, whatever it is, and at least one byte.
     *
     * @return this
     */
    public Builder expectAnything() {
      return line((in, out) -> readAnything(in));
    }

    /**
     * Reads anything, up to and including certain bytes: the empty line behind the head of an HTTP
     * request, for example. At most 1 MiB.
     *
     * @param end what the client should send at last, at least one byte; copied
     * @return this
     * @throws IllegalArgumentException if there are none
     */
    public Builder expectThrough(byte[] end) {
      byte[] last = some(end);
      return line((in, out) -> readThrough(in, last));
    }

    /**
     * Sends bytes.
     *
     * @param bytes what the client gets; copied
     * @return this
     */
    public Builder reply(byte[] bytes) {
      byte[] reply = bytes.clone();
      return line((in, out) -> out.write(reply));
    }

    /**
     * Sends one byte at a time: the first at once, each further one after the interval.
     *
     * @param bytes what the client gets, at least one byte; copied
     * @param interval between two bytes, more than zero; a second for the classic drip-feed
     * @return this
     * @throws IllegalArgumentException if there are no bytes, or no time between them
     */
    public Builder drip(byte[] bytes, Duration interval) {
      byte[] drops = some(bytes);
      long nanos = some(interval, "interval");
      patient = false;
      return line((in, out) -> dripAll(out, drops, nanos));
    }

    /**
     * Sends random bytes.
     *
     * @param length how many, 1 to 1048576
     * @param seed the same seed gives the same bytes
     * @return this
     * @throws IllegalArgumentException if the length is out of range
     */
    public Builder garbage(int length, long seed) {
      if (length < 1 || length > LONGEST) {
        throw new IllegalArgumentException("length: " + length + " (expected: 1-" + LONGEST + ")");
      }
      byte[] garbage = new byte[length];
      new Random(seed).nextBytes(garbage);
      return reply(garbage);
    }

    /**
     * Does nothing for a time.
     *
     * @param time how long, more than zero
     * @return this
     * @throws IllegalArgumentException if it is not
     */
    public Builder pause(Duration time) {
      long nanos = some(time, "time");
      patient = false;
      return line((in, out) -> InterruptibleWaits.sleep(nanos));
    }

    /**
     * Does nothing until the test says so: the answer is as late as the test needs it, by no clock.
     * Closing the peer ends the wait as well.
     *
     * @param told counted down to zero by the test
     * @return this
     */
    public Builder await(CountDownLatch told) {
      Objects.requireNonNull(told, "told");
      patient = false;
      return line((in, out) -> InterruptibleWaits.await(told));
    }

    /**
     * Goes on as another conversation does, whose own end is not one here.
     *
     * @param conversation the conversation
     * @return this
     */
    public Builder then(TcpPeer.Conversation conversation) {
      return line(Objects.requireNonNull(conversation, "conversation"));
    }

    /**
     * Ends the peer's side of the stream and waits for the client to end the other.
     *
     * @return the script
     */
    public Script thenClose() {
      return new Script(lines);
    }

    /**
     * Ends the connection with RST.
     *
     * @return the script
     */
    public Script thenReset() {
      return line((in, out) -> {
            throw TcpPeer.reset();
          })
          .thenClose();
    }

    /**
     * Says no more, and reads until the client ends its side.
     *
     * @return the script
     */
    public Script thenSilence() {
      return line((in, out) -> TcpListener.drain(in)).thenClose();
    }

    /**
     * Sends bytes again and again until the client has had enough and closes.
     *
     * @param bytes what is repeated, at least one byte; copied
     * @return the script
     * @throws IllegalArgumentException if there are none
     */
    public Script thenFlood(byte[] bytes) {
      byte[] repeated = some(bytes);
      patient = false;
      return line((in, out) -> floodWith(out, repeated)).thenClose();
    }

    private Builder line(TcpPeer.Conversation line) {
      lines.add(patient ? line : (in, out) -> orGone(line, in, out));
      return this;
    }

    private static byte[] some(byte[] bytes) {
      if (bytes.length == 0) {
        throw new IllegalArgumentException("bytes: none (expected: at least one)");
      }
      return bytes.clone();
    }

    private static long some(Duration time, String what) {
      if (time.isZero() || time.isNegative()) {
        throw new IllegalArgumentException(what + ": " + time + " (expected: > 0)");
      }
      return time.toNanos();
    }
  }

  /**
   * Begins with nothing yet.
   *
   * @return a draft
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Begins with what the client should send.
   *
   * @param bytes exactly these; copied
   * @return a draft
   */
  public static Builder expect(byte[] bytes) {
    return new Builder().expect(bytes);
  }

  /**
   * Begins with whatever the client sends.
   *
   * @return a draft
   */
  public static Builder expectAnything() {
    return new Builder().expectAnything();
  }

  /**
   * Begins with what the client gets unasked.
   *
   * @param bytes for example a banner; copied
   * @return a draft
   */
  public static Builder reply(byte[] bytes) {
    return new Builder().reply(bytes);
  }

  @Override
  public void run(InputStream in, OutputStream out) throws IOException {
    for (TcpPeer.Conversation line : lines) {
      line.run(in, out);
      out.flush();
    }
  }

  private static void read(InputStream in, byte[] expected) throws IOException {
    byte[] actual = in.readNBytes(expected.length);
    if (!Arrays.equals(expected, actual)) {
      throw new AssertionError(
          "expected " + shown(expected) + ", but the client sent " + shown(actual));
    }
  }

  private static void readAnything(InputStream in) throws IOException {
    if (in.read(new byte[LONGEST]) < 0) {
      throw new AssertionError("expected a word, but the client closed without one");
    }
  }

  private static void readThrough(InputStream in, byte[] end) throws IOException {
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    byte[] tail = new byte[end.length];
    while (heard.size() < end.length || !Arrays.equals(tail, end)) {
      int next = in.read();
      if (next < 0 || heard.size() == LONGEST) {
        throw new AssertionError(
            "expected bytes that end in " + shown(end) + ", but the client sent " + start(heard));
      }
      heard.write(next);
      System.arraycopy(tail, 1, tail, 0, tail.length - 1);
      tail[tail.length - 1] = (byte) next;
    }
  }

  private static void dripAll(OutputStream out, byte[] drops, long nanos) throws IOException {
    for (int i = 0; i < drops.length; i++) {
      if (i > 0) {
        InterruptibleWaits.sleep(nanos);
      }
      out.write(drops[i]);
      out.flush();
    }
  }

  private static void floodWith(OutputStream out, byte[] repeated) throws IOException {
    while (!Thread.currentThread().isInterrupted()) {
      out.write(repeated);
    }
  }

  /** The client's patience was tried: that it hangs up is what the script is for. */
  private static void orGone(TcpPeer.Conversation line, InputStream in, OutputStream out)
      throws IOException {
    try {
      line.run(in, out);
      out.flush();
    } catch (TcpPeer.ResetSignal e) {
      throw e;
    } catch (IOException e) {
      IOException gone = TcpPeer.clientClosed();
      gone.addSuppressed(e);
      throw gone;
    }
  }

  private static String start(ByteArrayOutputStream heard) {
    byte[] bytes = heard.toByteArray();
    int most = 256;
    return bytes.length <= most
        ? shown(bytes)
        : bytes.length + " bytes, first " + shown(Arrays.copyOf(bytes, most));
  }

  private static String shown(byte[] bytes) {
    return bytes.length + " bytes [" + HexFormat.ofDelimiter(" ").formatHex(bytes) + "]";
  }
}

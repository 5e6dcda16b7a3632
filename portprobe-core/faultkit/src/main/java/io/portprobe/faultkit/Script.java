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
 * A conversation as a sequence of steps, for {@link TcpPeer#serving(TcpPeer.Conversation)}:
 *
 * <pre>{@code
 * Script.expect(bind).reply(bindAck).expect(lookup).reply(entries).thenClose()
 * }</pre>
 *
 * <p>An unmet expectation ends the connection with an {@link AssertionError} in {@link
 * TcpPeer#failures()}, which shows the expected and the received bytes. A client that closes while
 * the script sends is a failure, too, except during and after a step that makes it wait: {@link
 * Builder#drip}, {@link Builder#pause}, {@link Builder#await} and {@link Builder#thenFlood}.
 * Immutable; serves any number of connections.
 */
public final class Script implements TcpPeer.Conversation {
  private static final int MAX_LENGTH = 1 << 20;
  private static final int SHOWN_LENGTH = 256;

  private final List<TcpPeer.Conversation> steps;

  private Script(List<TcpPeer.Conversation> steps) {
    this.steps = List.copyOf(steps);
  }

  /** A builder of scripts. Not thread-safe. */
  public static final class Builder {
    private final List<TcpPeer.Conversation> steps = new ArrayList<>();
    private boolean clientMayClose;

    private Builder() {}

    /**
     * Expects exactly these bytes.
     *
     * @param bytes the bytes that the client should send next; copied
     * @return this
     */
    public Builder expect(byte[] bytes) {
      byte[] expected = bytes.clone();
      return step((in, out) -> read(in, expected));
    }

    /**
     * Expects at least one byte of any value.
     *
     * @return this
     */
    public Builder expectAnything() {
      return step((in, out) -> readAnything(in));
    }

    /**
     * Expects at most 1 MiB of any data that ends with certain bytes, for example the empty line
     * after the header of an HTTP request.
     *
     * @param end the last bytes that the client should send, at least one; copied
     * @return this
     * @throws IllegalArgumentException if there are none
     */
    public Builder expectThrough(byte[] end) {
      byte[] last = some(end);
      return step((in, out) -> readThrough(in, last));
    }

    /**
     * Sends bytes.
     *
     * @param bytes the bytes for the client; copied
     * @return this
     */
    public Builder reply(byte[] bytes) {
      byte[] reply = bytes.clone();
      return step((in, out) -> out.write(reply));
    }

    /**
     * Sends one byte at a time: the first at once, each further one after the interval.
     *
     * @param bytes the bytes for the client, at least one; copied
     * @param interval the time between two bytes, more than zero
     * @return this
     * @throws IllegalArgumentException if there are no bytes, or the interval is not positive
     */
    public Builder drip(byte[] bytes, Duration interval) {
      byte[] bytesToSend = some(bytes);
      long nanos = some(interval, "interval");
      clientMayClose = true;
      return step((in, out) -> dripAll(out, bytesToSend, nanos));
    }

    /**
     * Sends random bytes.
     *
     * @param length the number of bytes, 1 to 1048576
     * @param seed the seed; equal seeds give equal bytes
     * @return this
     * @throws IllegalArgumentException if the length is out of range
     */
    public Builder garbage(int length, long seed) {
      if (length < 1 || length > MAX_LENGTH) {
        throw new IllegalArgumentException(
            "length: " + length + " (expected: 1-" + MAX_LENGTH + ")");
      }
      byte[] garbage = new byte[length];
      new Random(seed).nextBytes(garbage);
      return reply(garbage);
    }

    /**
     * Pauses.
     *
     * @param time the length of the pause, more than zero
     * @return this
     * @throws IllegalArgumentException if the time is not positive
     */
    public Builder pause(Duration time) {
      long nanos = some(time, "time");
      clientMayClose = true;
      return step((in, out) -> InterruptibleWaits.sleep(nanos));
    }

    /**
     * Waits for a latch, so that a test controls when the next step runs. Closing the peer ends the
     * wait, too.
     *
     * @param latch the latch, which the test counts down to zero
     * @return this
     */
    public Builder await(CountDownLatch latch) {
      Objects.requireNonNull(latch, "latch");
      clientMayClose = true;
      return step((in, out) -> InterruptibleWaits.await(latch));
    }

    /**
     * Runs another conversation. Its return does not close the connection.
     *
     * @param conversation the conversation
     * @return this
     */
    public Builder then(TcpPeer.Conversation conversation) {
      return step(Objects.requireNonNull(conversation, "conversation"));
    }

    /**
     * Ends the script: the peer closes its side of the stream and waits for the client to close the
     * other side.
     *
     * @return the script
     */
    public Script thenClose() {
      return new Script(steps);
    }

    /**
     * Ends the script: the peer resets the connection.
     *
     * @return the script
     */
    public Script thenReset() {
      return step((in, out) -> {
            throw TcpPeer.reset();
          })
          .thenClose();
    }

    /**
     * Ends the script: the peer sends no more and reads until the client closes its side.
     *
     * @return the script
     */
    public Script thenSilence() {
      return step((in, out) -> TcpListener.drain(in)).thenClose();
    }

    /**
     * Ends the script: the peer sends bytes repeatedly until the client closes the connection.
     *
     * @param bytes the bytes that are repeated, at least one; copied
     * @return the script
     * @throws IllegalArgumentException if there are none
     */
    public Script thenFlood(byte[] bytes) {
      byte[] repeated = some(bytes);
      clientMayClose = true;
      return step((in, out) -> floodWith(out, repeated)).thenClose();
    }

    /**
     * Returns the number of steps so far.
     *
     * @return for example {@code "Script.Builder[steps=2]"}
     */
    @Override
    public String toString() {
      return "Script.Builder[steps=" + steps.size() + "]";
    }

    private Builder step(TcpPeer.Conversation step) {
      steps.add(clientMayClose ? (in, out) -> runOrClientClosed(step, in, out) : step);
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
   * Creates a script without steps.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Creates a script that first expects exactly these bytes.
   *
   * @param bytes the bytes that the client should send; copied
   * @return a new builder
   */
  public static Builder expect(byte[] bytes) {
    return new Builder().expect(bytes);
  }

  /**
   * Creates a script that first expects at least one byte of any value.
   *
   * @return a new builder
   */
  public static Builder expectAnything() {
    return new Builder().expectAnything();
  }

  /**
   * Creates a script that first sends bytes.
   *
   * @param bytes for example a banner; copied
   * @return a new builder
   */
  public static Builder reply(byte[] bytes) {
    return new Builder().reply(bytes);
  }

  /**
   * Returns the number of steps.
   *
   * @return for example {@code "Script[steps=3]"}
   */
  @Override
  public String toString() {
    return "Script[steps=" + steps.size() + "]";
  }

  @Override
  public void run(InputStream in, OutputStream out) throws IOException {
    for (TcpPeer.Conversation step : steps) {
      step.run(in, out);
      out.flush();
    }
  }

  private static void read(InputStream in, byte[] expected) throws IOException {
    byte[] actual = in.readNBytes(expected.length);
    if (!Arrays.equals(expected, actual)) {
      throw new AssertionError(
          "expected " + hex(expected) + ", but the client sent " + hex(actual));
    }
  }

  private static void readAnything(InputStream in) throws IOException {
    if (in.read(new byte[MAX_LENGTH]) < 0) {
      throw new AssertionError("expected at least one byte, but the client closed the connection");
    }
  }

  private static void readThrough(InputStream in, byte[] end) throws IOException {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    byte[] tail = new byte[end.length];
    while (received.size() < end.length || !Arrays.equals(tail, end)) {
      int next = in.read();
      if (next < 0 || received.size() == MAX_LENGTH) {
        throw new AssertionError(
            "expected bytes that end with "
                + hex(end)
                + ", but the client sent "
                + prefix(received));
      }
      received.write(next);
      System.arraycopy(tail, 1, tail, 0, tail.length - 1);
      tail[tail.length - 1] = (byte) next;
    }
  }

  private static void dripAll(OutputStream out, byte[] bytesToSend, long nanos) throws IOException {
    for (int i = 0; i < bytesToSend.length; i++) {
      if (i > 0) {
        InterruptibleWaits.sleep(nanos);
      }
      out.write(bytesToSend[i]);
      out.flush();
    }
  }

  private static void floodWith(OutputStream out, byte[] repeated) throws IOException {
    while (!Thread.currentThread().isInterrupted()) {
      out.write(repeated);
    }
  }

  /** Runs a step after the client had to wait. A client that closes then behaves as expected. */
  private static void runOrClientClosed(TcpPeer.Conversation step, InputStream in, OutputStream out)
      throws IOException {
    try {
      step.run(in, out);
      out.flush();
    } catch (TcpPeer.ResetSignal e) {
      throw e;
    } catch (IOException e) {
      IOException closed = TcpPeer.clientClosed();
      closed.addSuppressed(e);
      throw closed;
    }
  }

  private static String prefix(ByteArrayOutputStream received) {
    byte[] bytes = received.toByteArray();
    return bytes.length <= SHOWN_LENGTH
        ? hex(bytes)
        : bytes.length + " bytes, first " + hex(Arrays.copyOf(bytes, SHOWN_LENGTH));
  }

  private static String hex(byte[] bytes) {
    return bytes.length + " bytes [" + HexFormat.ofDelimiter(" ").formatHex(bytes) + "]";
  }
}

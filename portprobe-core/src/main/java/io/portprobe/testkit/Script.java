package io.portprobe.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A conversation told line by line, for {@link TcpPeer#talking(TcpPeer.Conversation)}:
 *
 * <pre>{@code
 * Script.expect(bind).reply(bindAck).expect(lookup).reply(entries).thenClose()
 * }</pre>
 *
 * <p>An expectation that does not hold ends the connection with an {@link AssertionError}, kept
 * among {@link TcpPeer#failures()}, that shows both what was expected and what came. Immutable, for
 * any number of connections.
 */
public final class Script implements TcpPeer.Conversation {
  private final List<TcpPeer.Conversation> lines;

  private Script(List<TcpPeer.Conversation> lines) {
    this.lines = List.copyOf(lines);
  }

  /** A script that still wants an end. Not safe for use by several threads at once. */
  public static final class Draft {
    private final List<TcpPeer.Conversation> lines = new ArrayList<>();

    private Draft() {}

    /**
     * Reads exactly these bytes.
     *
     * @param bytes what the client should send next; copied
     * @return this
     */
    public Draft expect(byte[] bytes) {
      byte[] expected = bytes.clone();
      return line((in, out) -> read(in, expected));
    }

    /**
     * Sends bytes.
     *
     * @param bytes what the client gets; copied
     * @return this
     */
    public Draft reply(byte[] bytes) {
      byte[] reply = bytes.clone();
      return line((in, out) -> out.write(reply));
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
      if (bytes.length == 0) {
        throw new IllegalArgumentException("bytes: none (expected: at least one)");
      }
      byte[] repeated = bytes.clone();
      return line((in, out) -> flood(out, repeated)).thenClose();
    }

    private Draft line(TcpPeer.Conversation line) {
      lines.add(line);
      return this;
    }
  }

  /**
   * Begins with what the client should send.
   *
   * @param bytes exactly these; copied
   * @return a draft
   */
  public static Draft expect(byte[] bytes) {
    return new Draft().expect(bytes);
  }

  /**
   * Begins with what the client gets unasked.
   *
   * @param bytes for example a banner; copied
   * @return a draft
   */
  public static Draft reply(byte[] bytes) {
    return new Draft().reply(bytes);
  }

  @Override
  public void hold(InputStream in, OutputStream out) throws IOException {
    for (TcpPeer.Conversation line : lines) {
      line.hold(in, out);
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

  private static void flood(OutputStream out, byte[] repeated) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        out.write(repeated);
      }
    } catch (IOException e) {
      // The client closed: that is the end a flood waits for.
      return;
    }
  }

  private static String shown(byte[] bytes) {
    return bytes.length + " bytes [" + HexFormat.ofDelimiter(" ").formatHex(bytes) + "]";
  }
}

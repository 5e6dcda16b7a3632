package io.portprobe.examples.portqry.telnet;

import io.portprobe.text.SafeText;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Prints what a service sends as it arrives: UTF-8 text with its line breaks and tabs. Every other
 * character that could steer a terminal is escaped. Used by one thread.
 */
final class ReceivedOutput {
  private final PrintStream out;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);

  /** The beginning of a character whose other bytes have not arrived. */
  private ByteBuffer rest = ByteBuffer.allocate(0);

  private boolean carriageReturn;
  private boolean inLine;

  ReceivedOutput(PrintStream out) {
    this.out = out;
  }

  /** Prints bytes. */
  void print(byte[] bytes, int length) {
    ByteBuffer in = ByteBuffer.allocate(rest.remaining() + length);
    in.put(rest).put(bytes, 0, length).flip();
    print(in, false);
    rest = in.slice();
  }

  private void print(ByteBuffer in, boolean end) {
    CharBuffer decoded = CharBuffer.allocate(in.remaining() + 2);
    decoder.decode(in, decoded, end);
    if (end) {
      decoder.flush(decoded);
    }
    StringBuilder text = new StringBuilder();
    decoded.flip().codePoints().forEach(c -> append(text, c));
    out.print(text);
    out.flush();
  }

  /** Appends a character. A carriage return is printed only if no line feed follows. */
  private void append(StringBuilder text, int c) {
    if (carriageReturn && c != '\n' && c != 0) { // NUL after it: RFC 854, a bare carriage return
      SafeText.append(text, '\r');
    }
    carriageReturn = c == '\r';
    if (c == '\n') {
      text.append(System.lineSeparator());
      inLine = false;
    } else if (c != '\r' && c != 0) {
      inLine = true;
      if (c == '\t') {
        text.append('\t');
      } else {
        SafeText.append(text, c);
      }
    }
  }

  /** Prints an incomplete character as such, and ends an unfinished line. */
  void end() {
    print(rest, true);
    if (inLine) {
      out.println();
      inLine = false;
    }
  }

  /** Returns whether standard output can no longer be written. */
  boolean isBroken() {
    return out.checkError();
  }
}

package io.portprobe.protocols.internal.sip;

import io.portprobe.spi.Framing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The responses in a stream (RFC 3261 sections 7 and 18.3): headers, an empty line, and a body of
 * the length that Content-Length announces. Line ends between messages are keep-alives.
 */
final class SipFraming implements Framing {
  private static final int MAX_HEADERS = 16 * 1024;
  private static final int MAX_MESSAGE = 64 * 1024;
  private static final byte[] START = "SIP/2.0 ".getBytes(StandardCharsets.US_ASCII);

  @Override
  public int length(ByteBuffer received) {
    int start = received.position();
    if (received.get(start) == '\r') {
      return keepAlive(received);
    }
    for (int i = 0; i < Math.min(START.length, received.remaining()); i++) {
      if (received.get(start + i) != START[i]) {
        return INVALID;
      }
    }
    int headers = headersLength(received);
    if (headers == INCOMPLETE) {
      return received.remaining() < MAX_HEADERS ? INCOMPLETE : INVALID;
    }
    int body = bodyLength(received, headers);
    return body < 0 || body > MAX_MESSAGE - headers ? INVALID : headers + body;
  }

  private static int keepAlive(ByteBuffer received) {
    if (received.remaining() < 2) {
      return INCOMPLETE;
    }
    return received.get(received.position() + 1) == '\n' ? 2 : INVALID;
  }

  /** Returns the length up to and with the empty line, or INCOMPLETE. */
  private static int headersLength(ByteBuffer received) {
    int start = received.position();
    int end = Math.min(received.remaining(), MAX_HEADERS);
    for (int i = 3; i < end; i++) {
      if (received.get(start + i) == '\n'
          && received.get(start + i - 1) == '\r'
          && received.get(start + i - 2) == '\n') {
        return i + 1;
      }
    }
    return INCOMPLETE;
  }

  private static int bodyLength(ByteBuffer received, int headers) {
    byte[] bytes = new byte[headers];
    received.get(received.position(), bytes);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    for (String line : text.split("\n", -1)) {
      int colon = line.indexOf(':');
      String name = colon < 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      if (name.equals("content-length") || name.equals("l")) {
        String number = line.substring(colon + 1).strip();
        return number.matches("[0-9]{1,5}") ? Integer.parseInt(number) : INVALID;
      }
    }
    return 0;
  }

  @Override
  public int maxLength() {
    return MAX_MESSAGE;
  }
}

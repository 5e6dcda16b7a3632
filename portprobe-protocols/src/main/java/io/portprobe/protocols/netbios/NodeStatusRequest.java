package io.portprobe.protocols.netbios;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The request (RFC 1002 section 4.2.17): the status of the node that gets it, whoever it is. */
final class NodeStatusRequest {
  /** Resource record type NBSTAT. */
  static final int NBSTAT = 0x21;

  /** Class IN. */
  static final int INTERNET = 1;

  private static final int NAME_BYTES = 16;

  /** What RFC 1001 section 14.1 leaves of 255 bytes for a scope. */
  private static final int MAX_SCOPE = 220;

  private static final Pattern SCOPE =
      Pattern.compile("|[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*");

  private NodeStatusRequest() {}

  /** Checks a scope and writes the request. */
  static byte[] encode(int id, String scope) {
    if (scope.length() > MAX_SCOPE || !SCOPE.matcher(scope).matches()) {
      throw new IllegalArgumentException(
          NetBios.SCOPE.name()
              + ": "
              + scope
              + " (expected: labels of 1-63 letters, digits, - and _, at most 220 characters)");
    }
    ByteBuffer request = ByteBuffer.allocate(512);
    request.putShort((short) id);
    request.putShort((short) 0); // a query, unicast, no recursion
    request.putShort((short) 1).putShort((short) 0).putShort((short) 0).putShort((short) 0);
    putName(request, scope);
    request.putShort((short) NBSTAT).putShort((short) INTERNET);
    byte[] bytes = new byte[request.flip().remaining()];
    request.get(bytes);
    return bytes;
  }

  /** First-level encoding of an asterisk and fifteen NULs, a letter for each half of a byte. */
  private static void putName(ByteBuffer request, String scope) {
    request.put((byte) (2 * NAME_BYTES));
    for (int i = 0; i < NAME_BYTES; i++) {
      int value = i == 0 ? '*' : 0;
      request.put((byte) ('A' + (value >> 4))).put((byte) ('A' + (value & 0x0f)));
    }
    for (String label : scope.isEmpty() ? new String[0] : scope.split("\\.")) {
      request.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
    }
    request.put((byte) 0);
  }
}

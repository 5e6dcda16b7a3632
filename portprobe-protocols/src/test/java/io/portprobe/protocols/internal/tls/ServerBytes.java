package io.portprobe.protocols.internal.tls;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Records of a TLS server, written independently of the main code. */
final class ServerBytes {
  private ServerBytes() {}

  static ByteBuffer hex(String text) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(text.replace(" ", ""))).asReadOnlyBuffer();
  }

  static ByteBuffer alert(int description) {
    return hex(String.format("15 0303 0002 02 %02x", description));
  }

  /** Returns a ServerHello of TLS 1.2 or older. */
  static ByteBuffer hello(int version) {
    return hex(
        String.format("16 %04x 002a 02 000026 %04x", version, version)
            + "5a".repeat(32)
            + "00 c02f 00");
  }

  /** Returns a ServerHello of TLS 1.3 (RFC 8446 section 4.1.3). */
  static ByteBuffer hello13() {
    return hex("16 0303 0032 02 00002e 0303" + "5a".repeat(32) + "00 1301 00 0006 002b 0002 0304");
  }

  /** Returns the reply of a server that accepts some versions, and chooses the newest offered. */
  static ByteBuffer replyTo(ByteBuffer clientHello, Set<Integer> versions) {
    byte[] bytes = new byte[clientHello.remaining()];
    clientHello.duplicate().get(bytes);
    int chosen = offered(bytes).stream().filter(versions::contains).max(Integer::compare).orElse(0);
    return chosen == 0 ? alert(70) : chosen == 0x0304 ? hello13() : hello(chosen);
  }

  /** Returns the versions of the extension supported_versions, or else the legacy version. */
  private static List<Integer> offered(byte[] hello) {
    String text = HexFormat.of().formatHex(hello);
    Matcher extension = Pattern.compile("002b00(03|09)0[28]((?:030[1-4])+)").matcher(text);
    return extension.find()
        ? Pattern.compile("....")
            .matcher(extension.group(2))
            .results()
            .map(found -> Integer.parseInt(found.group(), 16))
            .toList()
        : List.of((hello[9] & 0xff) << 8 | (hello[10] & 0xff));
  }
}

package io.portprobe.protocols.internal.netbios;

import io.portprobe.protocols.netbios.NetBios;
import io.portprobe.protocols.netbios.NodeName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A name of sixteen bytes, and its encoding in packets (RFC 1001 section 14). */
final class NetBiosName {
  /** The length of the first-level encoding: a length byte, a letter for each half of a byte. */
  static final int ENCODED = 33;

  private static final int NAME_BYTES = 15;

  /** A name that ends with a number sign and the two digits of its suffix. */
  private static final Pattern WITH_SUFFIX = Pattern.compile("(.+)#([0-9A-Fa-f]{2})");

  private final byte[] bytes;

  private NetBiosName(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns the wildcard name, an asterisk and fifteen NULs, to which every node responds. */
  static NetBiosName wildcard() {
    return padded("*", 0, (byte) 0);
  }

  /**
   * Returns the name that the value of an option describes.
   *
   * @param text a value that {@link NetBios#NAME} accepts, not empty
   * @param suffix the suffix of a text without one
   */
  static NetBiosName of(String text, int suffix) {
    Matcher matcher = WITH_SUFFIX.matcher(text);
    if (matcher.matches()) {
      return padded(
          upperCase(matcher.group(1)), Integer.parseInt(matcher.group(2), 16), (byte) ' ');
    }
    return text.equals("*") ? wildcard() : padded(upperCase(text), suffix, (byte) ' ');
  }

  /** Converts ASCII letters only, because the case of others depends on a code page. */
  private static String upperCase(String name) {
    StringBuilder upper = new StringBuilder(name);
    for (int i = 0; i < upper.length(); i++) {
      char c = upper.charAt(i);
      upper.setCharAt(i, c >= 'a' && c <= 'z' ? (char) (c - 0x20) : c);
    }
    return upper.toString();
  }

  private static NetBiosName padded(String name, int suffix, byte padding) {
    byte[] bytes = new byte[NAME_BYTES + 1];
    Arrays.fill(bytes, padding);
    byte[] text = name.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(text, 0, bytes, 0, text.length);
    bytes[NAME_BYTES] = (byte) suffix;
    return new NetBiosName(bytes);
  }

  /** Encodes the name in a scope that {@link NetBios#SCOPE} accepts. */
  void writeTo(ByteBuffer packet, String scope) {
    packet.put(encoded());
    for (String label : scope.isEmpty() ? new String[0] : scope.split("\\.")) {
      packet.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
    }
    packet.put((byte) 0);
  }

  /** The first label, with its length. */
  byte[] encoded() {
    byte[] encoded = new byte[ENCODED];
    encoded[0] = ENCODED - 1;
    for (int i = 0; i < bytes.length; i++) {
      encoded[1 + 2 * i] = (byte) ('A' + (bytes[i] >> 4 & 0x0f));
      encoded[2 + 2 * i] = (byte) ('A' + (bytes[i] & 0x0f));
    }
    return encoded;
  }

  /** Returns the name without its padding, as in {@link NodeName#name()}. */
  String name() {
    return NameText.of(Arrays.copyOf(bytes, NAME_BYTES));
  }

  int suffix() {
    return bytes[NAME_BYTES] & 0xff;
  }

  /** Returns name and suffix, for example {@code FILESRV<20>}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s<%02x>", name(), suffix());
  }
}

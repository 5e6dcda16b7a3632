package io.portprobe.protocols.internal.netbios;

import io.portprobe.protocols.netbios.NetBios;
import io.portprobe.protocols.netbios.NodeName;
import io.portprobe.spi.ProtocolOption;
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

  /** The part of 255 bytes that RFC 1001 section 14.1 leaves for a scope. */
  private static final int MAX_SCOPE = 220;

  private static final Pattern SCOPE =
      Pattern.compile("|[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*");

  private static final Pattern NAME =
      Pattern.compile(
          "(?!#[0-9A-Fa-f]{2}$)([\\x21-\\x7e\\xa1-\\xff]{1,15}?)(?:#([0-9A-Fa-f]{2}))?");

  private final byte[] bytes;

  private NetBiosName(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns the wildcard name, an asterisk and fifteen NULs, to which every node responds. */
  static NetBiosName wildcard() {
    return padded("*", 0, (byte) 0);
  }

  /**
   * Parses the value of an option.
   *
   * @param suffix the suffix of a text without one
   * @throws IllegalArgumentException if the text is not a name
   */
  static NetBiosName of(ProtocolOption<String> option, String text, int suffix) {
    Matcher matcher = NAME.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          option.name()
              + ": "
              + text
              + " (expected: 1-15 visible characters of ISO 8859-1, optionally # and two hex"
              + " digits)");
    }
    String name = upperCase(matcher.group(1));
    String hex = matcher.group(2);
    if (name.equals("*") && hex == null) {
      return wildcard();
    }
    return padded(name, hex == null ? suffix : Integer.parseInt(hex, 16), (byte) ' ');
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

  /**
   * Checks the value of the option {@link NetBios#SCOPE} and returns it.
   *
   * @throws IllegalArgumentException if it is not a scope
   */
  static String checkScope(String scope) {
    if (scope.length() > MAX_SCOPE || !SCOPE.matcher(scope).matches()) {
      throw new IllegalArgumentException(
          NetBios.SCOPE.name()
              + ": "
              + scope
              + " (expected: labels of 1-63 letters, digits, - and _, at most 220 characters)");
    }
    return scope;
  }

  /** Encodes the name in a scope that {@link #checkScope} accepted. */
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

package io.portprobe.testing.contract;

import io.portprobe.text.SafeText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Bytes in a contract: a payload to send, or a part of the expected answer. Immutable and
 * thread-safe.
 */
public final class ContractPayload {
  /** The maximum size: that of a datagram over IPv4. */
  static final int MAX_BYTES = 65_507;

  static final String HEX_FORM = "pairs of hexadecimal digits, with blanks between pairs";
  private static final int MAX_SHOWN = 64;

  private final byte[] bytes;
  private final boolean text;

  private ContractPayload(byte[] bytes, boolean text) {
    if (bytes.length < 1 || bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "payload: " + bytes.length + " bytes (expected: 1-" + MAX_BYTES + ")");
    }
    this.bytes = bytes;
    this.text = text;
  }

  /**
   * Returns the UTF-8 bytes of a text.
   *
   * @param text 1 to 65507 bytes, without a line end unless the text has one
   * @return the bytes
   * @throws IllegalArgumentException if the text is empty or too long
   */
  public static ContractPayload ofText(String text) {
    return new ContractPayload(text.getBytes(StandardCharsets.UTF_8), true);
  }

  /**
   * Returns the bytes of hexadecimal digits.
   *
   * @param digits two digits a byte in any case, with or without blanks between bytes
   * @return the bytes
   * @throws IllegalArgumentException if the text has another form, is empty or too long
   */
  public static ContractPayload ofHex(String digits) {
    try {
      return new ContractPayload(HexFormat.of().parseHex(digits.replace(" ", "")), false);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "hex: " + SafeText.quote(digits) + " (expected: " + HEX_FORM + ")", e);
    }
  }

  /**
   * Returns the bytes.
   *
   * @return a new array
   */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Returns whether the file has the bytes as text. */
  boolean isText() {
    return text;
  }

  /** Returns the text or the hexadecimal digits, as a file has them. */
  String source() {
    return text
        ? new String(bytes, StandardCharsets.UTF_8)
        : HexFormat.ofDelimiter(" ").formatHex(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ContractPayload that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /**
   * Returns the bytes for a message.
   *
   * @return quoted text, or hexadecimal digits; at most 64 characters
   */
  @Override
  public String toString() {
    return text
        ? SafeText.quote(SafeText.line(source(), MAX_SHOWN))
        : "hex " + SafeText.line(source(), MAX_SHOWN).toLowerCase(Locale.ROOT);
  }
}

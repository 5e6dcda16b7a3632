package io.portprobe.protocols.kerberos;

import io.portprobe.text.SafeText;

/**
 * An encryption type of Kerberos (RFC 3961 section 8).
 *
 * @param number the assigned number
 * @param name the name, for example {@code "aes256-cts-hmac-sha1-96"}; {@code "etype 99"} for an
 *     unknown number
 */
public record EncryptionType(int number, String name) {
  /**
   * Returns the type of a number.
   *
   * @param number any number
   * @return the type
   */
  public static EncryptionType of(int number) {
    return new EncryptionType(
        number,
        switch (number) {
          case 1 -> "des-cbc-crc";
          case 2 -> "des-cbc-md4";
          case 3 -> "des-cbc-md5";
          case 16 -> "des3-cbc-sha1-kd";
          case 17 -> "aes128-cts-hmac-sha1-96";
          case 18 -> "aes256-cts-hmac-sha1-96";
          case 19 -> "aes128-cts-hmac-sha256-128";
          case 20 -> "aes256-cts-hmac-sha384-192";
          case 23 -> "rc4-hmac";
          case 24 -> "rc4-hmac-exp";
          case 25 -> "camellia128-cts-cmac";
          case 26 -> "camellia256-cts-cmac";
          default -> "etype " + number;
        });
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return SafeText.line(name);
  }
}

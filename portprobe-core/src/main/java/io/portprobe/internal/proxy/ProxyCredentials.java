package io.portprobe.internal.proxy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A name and a password in UTF-8.
 *
 * @param user without a colon
 * @param password the password
 */
public record ProxyCredentials(String user, String password) {
  private static final int MAX_BYTES = 255;

  /**
   * Checks the forms that both kinds of proxies accept.
   *
   * @throws IllegalArgumentException if they do not; the message does not contain the password
   */
  public ProxyCredentials {
    if (!fits(user) || user.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "user: " + user.length() + " characters (expected: 1-255 bytes without a colon)");
    }
    if (!fits(password)) {
      throw new IllegalArgumentException(
          "password: " + password.length() + " characters (expected: 1-255 bytes)");
    }
  }

  private static boolean fits(String text) {
    int length = bytes(text).length;
    return length >= 1 && length <= MAX_BYTES;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the credentials of Basic authentication (RFC 7617 section 2). */
  String basic() {
    return "Basic " + Base64.getEncoder().encodeToString(bytes(user + ":" + password));
  }

  /** Leaves out the password. */
  @Override
  public String toString() {
    return "credentials of a user";
  }
}

package io.portprobe.protocols.internal.kerberos;

import java.util.Map;

/** Products by error texts that only they send. Windows sends none. */
final class Products {
  private static final Map<String, String> BY_TEXT =
      Map.of(
          "Need to use PA-ENC-TIMESTAMP/PA-PK-AS-REQ", "Heimdal",
          "CLIENT_NOT_FOUND", "MIT Kerberos",
          "NEEDED_PREAUTH", "MIT Kerberos",
          "SERVER_NOT_FOUND", "MIT Kerberos");

  private Products() {}

  /** Returns the product, empty if the text is not typical. */
  static String byErrorText(String text) {
    return BY_TEXT.getOrDefault(text, "");
  }
}

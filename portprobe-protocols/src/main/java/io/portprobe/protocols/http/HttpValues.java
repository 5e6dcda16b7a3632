package io.portprobe.protocols.http;

import io.portprobe.text.SafeText;

/** The ranges of the options of this package. No value can add a line to a request. */
final class HttpValues {
  static final String TARGET = "a slash and at most 1999 visible ASCII characters, or *";
  static final String HOST = "a host name of at most 255 visible ASCII characters, or empty";
  static final String TEXT = "at most 200 printable ASCII characters";
  static final String TOKENS = "names of letters, digits, and . _ - separated by commas, or empty";
  static final String DESTINATION = "host:port, or empty";

  private static final int MAX_TARGET = 2_000;
  private static final int MAX_HOST = 255;
  private static final int MAX_TEXT = 200;
  private static final int MAX_PORT = 65_535;

  private HttpValues() {}

  static boolean isTarget(String value) {
    return value.equals("*")
        || (value.startsWith("/") && value.length() <= MAX_TARGET && isVisible(value));
  }

  static boolean isHost(String value) {
    return value.length() <= MAX_HOST && isVisible(value) && value.indexOf('/') < 0;
  }

  static boolean isText(String value) {
    return value.length() <= MAX_TEXT
        && value.strip().equals(value)
        && value.chars().allMatch(SafeText::isPrintableAscii);
  }

  /** Returns whether a value is a list of WebSocket subprotocols, a subset of RFC 9110's tokens. */
  static boolean isTokens(String value) {
    return value.length() <= MAX_TEXT
        && (value.isEmpty() || value.matches("[A-Za-z0-9._-]++(?:,[A-Za-z0-9._-]++)*+"));
  }

  static boolean isDestination(String value) {
    int colon = value.lastIndexOf(':');
    return value.isEmpty() || (colon > 0 && isHost(value) && isPort(value.substring(colon + 1)));
  }

  private static boolean isPort(String text) {
    return text.matches("[0-9]{1,5}") && between(Integer.parseInt(text));
  }

  private static boolean between(int port) {
    return port >= 1 && port <= MAX_PORT;
  }

  private static boolean isVisible(String value) {
    return value.chars().allMatch(c -> c != ' ' && SafeText.isPrintableAscii(c));
  }
}

package io.portprobe.testing.drift;

import java.util.Map;

/**
 * What a result says, without what differs between two probes of an unchanged server.
 *
 * @param state the state, or {@code "FAILED"}
 * @param reason the reason of the state, or the kind of failure
 * @param addresses what was seen on each address and with each protocol
 */
record ResultState(String state, String reason, Map<String, AddressState> addresses) {
  private static final String OPEN = "LISTENING";

  /**
   * What was seen on one address.
   *
   * @param state the state
   * @param reason its reason
   * @param certificate the certificate of the server as text, empty without TLS
   * @param service service, product, version and operating system as text, may be empty
   * @param findings outcome and components of the finding by path
   */
  record AddressState(
      String state,
      String reason,
      String certificate,
      String service,
      Map<String, String> findings) {
    String text() {
      return state + " (" + reason + ")";
    }
  }

  boolean isOpen() {
    return state.equals(OPEN);
  }

  String text() {
    return state + (reason.isEmpty() ? "" : " (" + reason + ")");
  }

  static boolean isOpen(String state) {
    return state.equals(OPEN);
  }
}

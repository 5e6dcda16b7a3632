package io.portprobe.examples.portqry.local;

import java.util.List;

/** The names of the states of TCP, as PortQry prints them. */
final class TcpStates {
  static final String LISTENING = "LISTENING";

  /** By the numbers of the kernel's tcp_states.h. */
  private static final List<String> NAMES =
      List.of(
          "UNKNOWN",
          "ESTABLISHED",
          "SYN SENT",
          "SYN RECEIVED",
          "FIN WAIT 1",
          "FIN WAIT 2",
          "TIME WAIT",
          "CLOSED",
          "CLOSE WAIT",
          "LAST ACK",
          LISTENING,
          "CLOSING",
          "SYN RECEIVED");

  private TcpStates() {}

  /** Returns the name of a state; of one that this list does not contain, its number. */
  static String name(int number) {
    return number > 0 && number < NAMES.size() ? NAMES.get(number) : "STATE " + number;
  }
}

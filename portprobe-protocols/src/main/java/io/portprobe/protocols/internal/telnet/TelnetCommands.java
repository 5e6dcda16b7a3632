package io.portprobe.protocols.internal.telnet;

import java.util.Map;

/** The commands and options of Telnet (RFC 854; IANA registry "Telnet Options"). */
final class TelnetCommands {
  static final int LOWEST = 236; // EOF, RFC 1184
  static final int SUBNEGOTIATION_END = 240;
  static final int SUBNEGOTIATION = 250;
  static final int WILL = 251;
  static final int WONT = 252;
  static final int DO = 253;
  static final int DONT = 254;
  static final int IAC = 255;

  private static final Map<Integer, String> COMMANDS =
      Map.of(WILL, "WILL", WONT, "WONT", DO, "DO", DONT, "DONT");

  private static final Map<Integer, String> OPTIONS =
      Map.ofEntries(
          Map.entry(0, "BINARY"),
          Map.entry(1, "ECHO"),
          Map.entry(3, "SUPPRESS-GO-AHEAD"),
          Map.entry(5, "STATUS"),
          Map.entry(6, "TIMING-MARK"),
          Map.entry(18, "LOGOUT"),
          Map.entry(23, "SEND-LOCATION"),
          Map.entry(24, "TERMINAL-TYPE"),
          Map.entry(25, "END-OF-RECORD"),
          Map.entry(31, "NAWS"),
          Map.entry(32, "TERMINAL-SPEED"),
          Map.entry(33, "REMOTE-FLOW-CONTROL"),
          Map.entry(34, "LINEMODE"),
          Map.entry(35, "X-DISPLAY-LOCATION"),
          Map.entry(36, "ENVIRON"),
          Map.entry(37, "AUTHENTICATION"),
          Map.entry(38, "ENCRYPT"),
          Map.entry(39, "NEW-ENVIRON"),
          Map.entry(40, "TN3270E"),
          Map.entry(42, "CHARSET"),
          Map.entry(44, "COM-PORT-OPTION"),
          Map.entry(46, "START-TLS"),
          Map.entry(47, "KERMIT"));

  private TelnetCommands() {}

  /** Returns whether a command negotiates an option, and is followed by it. */
  static boolean negotiates(int command) {
    return COMMANDS.containsKey(command);
  }

  static boolean isKnownOption(int option) {
    return OPTIONS.containsKey(option);
  }

  /** Returns the refusal of WILL or DO. */
  static int refusal(int command) {
    return command == WILL ? DONT : WONT;
  }

  /** Returns a negotiation as text, for example {@code DO NAWS}. */
  static String text(int command, int option) {
    return COMMANDS.get(command) + " " + OPTIONS.getOrDefault(option, String.valueOf(option));
  }
}

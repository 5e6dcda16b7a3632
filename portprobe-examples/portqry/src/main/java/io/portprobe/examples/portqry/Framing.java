package io.portprobe.examples.portqry;

import io.portprobe.Transport;
import java.util.Locale;
import java.util.Map;

/**
 * The words around the block of a protocol. {@code $T} stands for the transport, {@code $P} for the
 * port, {@code $N} for the name of the protocol.
 *
 * @param name what people call the protocol
 * @param question said before the answer
 * @param heading said when there is an answer; if it ends in a blank, the first line of the answer
 *     follows on the same line
 * @param ending said after the answer; empty: nothing
 * @param silence said when there is none
 * @param closing said at the end over UDP, when something answered
 */
record Framing(
    String name, String question, String heading, String ending, String silence, String closing) {
  private static final String QUESTION = "Sending $N query to $T port $P...";
  private static final String CLOSING = "UDP port $P is LISTENING";

  /** Protocols that PortQry knows, by the name they go by in portprobe. */
  private static final Map<String, Framing> KNOWN =
      Map.of(
          "dns",
          usual("DNS", "DNS query timed out"),
          "ldap",
          usual("LDAP", "Server did not respond to LDAP query"),
          "msrpc",
          new Framing(
              "RPC Endpoint Mapper",
              "Querying Endpoint Mapper Database...",
              "Server's response:",
              "==== End of RPC Endpoint Mapper query response ====",
              "Server did not respond to RPC Endpoint Mapper query",
              CLOSING),
          "netbios",
          new Framing(
              "NETBIOS adapter status",
              "Attempting NETBIOS adapter status query to $T port $P...",
              "Server's response: ",
              "",
              "Server did not respond to NETBIOS adapter status query",
              "UDP port: LISTENING"));

  /** What PortQry never asked: NetBIOS over TCP is another service than over UDP. */
  private static final Framing SESSION =
      usual("NETBIOS session", "Server did not respond to NETBIOS session query");

  /** The framing of a protocol; one that PortQry never knew is framed like the others. */
  static Framing of(String protocol, Transport transport) {
    if (transport == Transport.TCP && protocol.equals("netbios")) {
      return SESSION;
    }
    Framing known = KNOWN.get(protocol);
    if (known != null) {
      return known;
    }
    String name = protocol.toUpperCase(Locale.ROOT);
    return usual(name, "Server did not respond to " + name + " query");
  }

  private static Framing usual(String name, String silence) {
    return new Framing(
        name,
        QUESTION,
        "$N query response:",
        "======== End of $N query response ========",
        silence,
        CLOSING);
  }

  /** Fills in what the placeholders stand for. */
  String fill(String text, Transport transport, int port) {
    return text.replace("$T", transport.label().toUpperCase(Locale.ROOT))
        .replace("$P", Integer.toString(port))
        .replace("$N", name);
  }
}

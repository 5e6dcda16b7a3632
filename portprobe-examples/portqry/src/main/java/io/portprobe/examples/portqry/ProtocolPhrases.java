package io.portprobe.examples.portqry;

import io.portprobe.Transport;
import java.util.Locale;
import java.util.Map;

/**
 * The sentences that PortQry prints around the response of a protocol. {@code $T} is replaced by
 * the transport, {@code $P} by the port, {@code $N} by the name of the protocol.
 *
 * @param name the human-readable name of the protocol
 * @param question printed before the response
 * @param heading printed when there is a response; if it ends in a blank, the first line of the
 *     response follows on the same line
 * @param ending printed after the response; nothing if empty
 * @param silence printed when there is no response
 * @param closing printed at the end over UDP, when the port is listening
 */
record ProtocolPhrases(
    String name, String question, String heading, String ending, String silence, String closing) {
  private static final String QUESTION = "Sending $N query to $T port $P...";
  private static final String CLOSING = "UDP port $P is LISTENING";

  /** The protocols of PortQry, by their names in portprobe. */
  private static final Map<String, ProtocolPhrases> KNOWN =
      Map.of(
          "dns",
          usual("DNS", "DNS query timed out"),
          "ldap",
          usual("LDAP", "Server did not respond to LDAP query"),
          "msrpc",
          new ProtocolPhrases(
              "RPC Endpoint Mapper",
              "Querying Endpoint Mapper Database...",
              "Server's response:",
              "==== End of RPC Endpoint Mapper query response ====",
              "Server did not respond to RPC Endpoint Mapper query",
              CLOSING),
          "netbios",
          new ProtocolPhrases(
              "NETBIOS adapter status",
              "Attempting NETBIOS adapter status query to $T port $P...",
              "Server's response: ",
              "",
              "Server did not respond to NETBIOS adapter status query",
              "UDP port: LISTENING"));

  /** The NetBIOS session service, which PortQry does not query. */
  private static final ProtocolPhrases SESSION =
      usual("NETBIOS session", "Server did not respond to NETBIOS session query");

  /** Returns the sentences for a protocol, including those that PortQry does not know. */
  static ProtocolPhrases of(String protocol, Transport transport) {
    if (transport == Transport.TCP && protocol.equals("netbios")) {
      return SESSION;
    }
    ProtocolPhrases known = KNOWN.get(protocol);
    if (known != null) {
      return known;
    }
    String name = protocol.toUpperCase(Locale.ROOT);
    return usual(name, "Server did not respond to " + name + " query");
  }

  private static ProtocolPhrases usual(String name, String silence) {
    return new ProtocolPhrases(
        name,
        QUESTION,
        "$N query response:",
        "======== End of $N query response ========",
        silence,
        CLOSING);
  }

  /** Replaces the placeholders. */
  String fill(String text, Transport transport, int port) {
    return text.replace("$T", transport.label().toUpperCase(Locale.ROOT))
        .replace("$P", Integer.toString(port))
        .replace("$N", name);
  }
}

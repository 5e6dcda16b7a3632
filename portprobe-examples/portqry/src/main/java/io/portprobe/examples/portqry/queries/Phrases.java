package io.portprobe.examples.portqry.queries;

import io.portprobe.Transport;
import java.util.Locale;

/**
 * The sentences that PortQry prints around the response of a protocol. {@code $T} is replaced by
 * the transport, {@code $P} by the port, {@code $N} by the name of the protocol.
 *
 * @param name the human-readable name of the protocol
 * @param question printed before the response; nothing if empty
 * @param heading printed when there is a response; if it ends in a blank, the first line of the
 *     response follows on the same line
 * @param ending printed after the response; nothing if empty
 * @param silence printed when there is no response
 * @param closing printed at the end over UDP, when the port is listening
 */
public record Phrases(
    String name, String question, String heading, String ending, String silence, String closing) {
  private static final String QUESTION = "Sending $N query to $T port $P...";
  private static final String CLOSING = "UDP port $P is LISTENING";

  static final Phrases ENDPOINT_MAPPER =
      new Phrases(
          "RPC Endpoint Mapper",
          "Querying Endpoint Mapper Database...",
          "Server's response:",
          "==== End of RPC Endpoint Mapper query response ====",
          "Server did not respond to RPC Endpoint Mapper query",
          CLOSING);

  static final Phrases ADAPTER_STATUS =
      new Phrases(
          "NETBIOS adapter status",
          "Attempting NETBIOS adapter status query to $T port $P...",
          "Server's response: ",
          "",
          "Server did not respond to NETBIOS adapter status query",
          "UDP port: LISTENING");

  static final Phrases SQL =
      new Phrases(
          "SQL Server",
          QUESTION,
          "Server's response:",
          "==== End of SQL Server query response ====",
          "Server did not respond to SQL Server query",
          CLOSING);

  /** Returns the sentences for a service that sends a greeting. PortQry announces no query. */
  static Phrases banner(String name) {
    return new Phrases(
        name, "", "Data returned from port:", "", name + " greeting was not received", "");
  }

  /** Returns the sentences for a protocol that PortQry does not know. */
  public static Phrases ofPlugIn(String protocol) {
    return usual(protocol.toUpperCase(Locale.ROOT));
  }

  static Phrases usual(String name) {
    return usual(name, "Server did not respond to " + name + " query");
  }

  static Phrases usual(String name, String silence) {
    return new Phrases(
        name,
        QUESTION,
        "$N query response:",
        "======== End of $N query response ========",
        silence,
        CLOSING);
  }

  /** Replaces the placeholders. */
  public String fill(String text, Transport transport, int port) {
    return text.replace("$T", transport.label().toUpperCase(Locale.ROOT))
        .replace("$P", Integer.toString(port))
        .replace("$N", name);
  }
}

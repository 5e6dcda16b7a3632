package io.portprobe.examples.portqry.queries;

import io.portprobe.Transport;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A query that PortQry sends to the ports of a service. The service name of the port selects it. A
 * protocol of portprobe that is missing here is not spoken, so that portqry prints what PortQry
 * prints.
 */
public final class Query {
  public static final Query DNS =
      new Query(
          "dns", Over.BOTH, Phrases.usual("DNS", "DNS query timed out"), "domain", "domain-s");

  public static final Query LDAP =
      new Query(
          "ldap",
          Over.BOTH,
          Phrases.usual("LDAP"),
          "ldaps",
          "msft-gc",
          "msft-gc-ssl",
          "globalcatldap",
          "globalcatldapssl");

  public static final Query RPC = new Query("msrpc", Over.BOTH, Phrases.ENDPOINT_MAPPER, "epmap");

  public static final Query NETBIOS_STATUS =
      new Query("netbios", Over.UDP, Phrases.ADAPTER_STATUS, "netbios-ns");

  /** The session service, which PortQry does not query. */
  public static final Query NETBIOS_SESSION =
      new Query("netbios", Over.TCP, Phrases.usual("NETBIOS session"), "netbios-ssn");

  public static final Query SNMP = new Query("snmp", Over.UDP, Phrases.usual("SNMP"));

  public static final Query SQL = new Query("mssql-browser", Over.UDP, Phrases.SQL, "ms-sql-m");

  public static final Query TFTP = new Query("tftp", Over.UDP, Phrases.usual("TFTP"), "tftp");

  public static final Query L2TP = new Query("l2tp", Over.UDP, Phrases.usual("L2TP"), "l2f");

  public static final Query ISAKMP = new Query("ike", Over.UDP, Phrases.usual("ISAKMP"), "isakmp");

  public static final Query ISA =
      new Query("isa", Over.BOTH, Phrases.usual("ISA"), "remote-winsock");

  public static final Query FTP = new Query("ftp", Over.TCP, Phrases.banner("FTP"));
  public static final Query SMTP = new Query("smtp", Over.TCP, Phrases.banner("SMTP"));
  public static final Query POP3 = new Query("pop3", Over.TCP, Phrases.banner("POP3"));

  public static final Query IMAP =
      new Query("imap", Over.TCP, Phrases.banner("IMAP"), "imap2", "imap4");

  private static final List<Query> ALL =
      List.of(
          DNS,
          LDAP,
          RPC,
          NETBIOS_STATUS,
          NETBIOS_SESSION,
          SNMP,
          SQL,
          TFTP,
          L2TP,
          ISAKMP,
          ISA,
          FTP,
          SMTP,
          POP3,
          IMAP);

  /** The transports over which a query is sent. */
  private enum Over {
    TCP,
    UDP,
    BOTH;

    boolean has(Transport transport) {
      return this == BOTH || this == (transport == Transport.TCP ? TCP : UDP);
    }
  }

  private final String protocol;
  private final Over over;
  private final Phrases phrases;
  private final List<String> services;

  private Query(String protocol, Over over, Phrases phrases, String... services) {
    this.protocol = protocol;
    this.over = over;
    this.phrases = phrases;
    this.services = List.of(services);
  }

  /**
   * Returns the query of a port.
   *
   * @param service the service name of the port, in any case; the name of a protocol also selects
   *     its query
   * @return empty if PortQry sends no query there
   */
  public static Optional<Query> of(Optional<String> service, Transport transport, int port) {
    if (service.isEmpty()) {
      return unnamed(transport, port);
    }
    String name = service.get().toLowerCase(Locale.ROOT);
    for (Query query : ALL) {
      if (query.over.has(transport)
          && (query.services.contains(name) || query.protocol.equals(name))) {
        return Optional.of(query);
      }
    }
    return Optional.empty();
  }

  /** PortQry sends this query although the services file of Windows has no name for the port. */
  private static Optional<Query> unnamed(Transport transport, int port) {
    if (port == 1745) {
      return Optional.of(ISA);
    }
    return transport == Transport.UDP && port == 389 ? Optional.of(LDAP) : Optional.empty();
  }

  /** Returns the query with which a protocol of portprobe was spoken. */
  public static Optional<Query> ofProtocol(String protocol, Transport transport) {
    return ALL.stream()
        .filter(query -> query.over.has(transport) && query.protocol.equals(protocol))
        .findFirst();
  }

  /** Returns the name of the protocol in portprobe. */
  public String protocol() {
    return protocol;
  }

  /** Returns the sentences around the response. */
  public Phrases phrases() {
    return phrases;
  }

  /**
   * Returns whether PortQry sends the query from an ephemeral port, although {@code -sp} sets the
   * source port of the probe.
   */
  public boolean hasEphemeralPort(Transport transport) {
    return announcesEphemeralPort()
        || equals(ISAKMP)
        || (equals(LDAP) && transport == Transport.UDP);
  }

  /** Returns whether PortQry prints that the source port is ephemeral also without {@code -sp}. */
  public boolean announcesEphemeralPort() {
    return equals(RPC) || equals(NETBIOS_STATUS);
  }

  /** Returns whether the query is also sent with {@code -r}. The endpoint map is not. */
  public boolean isInRanges() {
    return !equals(RPC);
  }
}

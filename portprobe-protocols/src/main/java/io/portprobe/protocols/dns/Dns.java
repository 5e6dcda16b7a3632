package io.portprobe.protocols.dns;

import io.portprobe.spi.ProtocolOption;

/**
 * The options of the {@code dns} protocol, whose finding is a {@link DnsAnswer}.
 *
 * <pre>{@code
 * client.udp("198.18.77.30", 53).option(Dns.NAME, "portprobe.test").option(Dns.TYPE, "SOA").report();
 * client.tcp("198.18.77.31", 53)
 *     .option(Dns.NAME, "version.bind").option(Dns.TYPE, "TXT").option(Dns.CLASS, "CH").report();
 * }</pre>
 *
 * <p>The default ports are udp/53, tcp/53 and, over TLS (RFC 7858), tcp/853. A probe sends one
 * query, by default for the name servers of the root zone, which every name server responds to, at
 * least with an error code. The query has a random id and letters of random case in its name. With
 * EDNS(0) (RFC 6891) it requests the server's identifier (RFC 5001) and UDP messages of at most
 * 1232 bytes.
 *
 * <p>Every response with this id and question is a {@link DnsAnswer}, with any response code; an
 * error response may omit the question. Other datagrams are ignored; another message over TCP is a
 * mismatch. The query is sent again without EDNS after FORMERR or NOTIMP, and over TCP, to the same
 * port and within the same deadline, after a truncated UDP response. If TCP gives no response, the
 * truncated one is the finding. Over TLS the certificate is the finding if there is no response.
 *
 * <p>Over TCP a query without a response for one second is repeated without EDNS on the same
 * connection. Over UDP it is repeated in other forms, since some servers drop queries with EDNS, or
 * respond to some names only: without EDNS, then for {@code version.bind}, then as before. {@link
 * DnsAnswer#notes()} states which form the response is to.
 *
 * <p>{@link io.portprobe.PortProbe#option} rejects a value that is no name, type or class.
 */
public final class Dns {
  /**
   * The domain name to query, absolute with or without the final dot, in master file form (RFC 1035
   * section 5.1: {@code \.} and {@code \DDD} are escapes); internationalized names as A-labels
   * ({@code xn--...}). Default: the root, {@code "."}.
   */
  public static final ProtocolOption<String> NAME =
      ProtocolOption.of(
              "dns.name",
              ".",
              DnsValues::isName,
              "a domain name of ASCII characters, labels of 1-63 and 255 bytes in all")
          .describedAs("The domain name to query.");

  /**
   * The record type to query: a mnemonic in any case, or {@code TYPE} and a number (RFC 3597).
   * Default: {@code "NS"}.
   */
  public static final ProtocolOption<String> TYPE =
      ProtocolOption.of(
              "dns.type", "NS", DnsValues::isType, "a record type, for example NS or TYPE65")
          .describedAs("The record type to query.");

  /**
   * The class to query: a mnemonic in any case, or {@code CLASS} and a number (RFC 3597). Default:
   * {@code "IN"}. Servers publish their identity in class {@code "CH"} (RFC 4892).
   */
  public static final ProtocolOption<String> CLASS =
      ProtocolOption.of("dns.class", "IN", DnsValues::isClass, "a class, for example IN or CLASS1")
          .describedAs("The class to query.");

  /**
   * Whether to request recursion (RD). Default: true. Without it, a resolver responds from its
   * cache.
   */
  public static final ProtocolOption<Boolean> RECURSION =
      ProtocolOption.of("dns.recursion", true).describedAs("Whether to request recursion.");

  /**
   * Whether to request DNSSEC records (DO, RFC 3225). Default: false. They make responses longer,
   * so that more of them are truncated over UDP.
   */
  public static final ProtocolOption<Boolean> DNSSEC =
      ProtocolOption.of("dns.dnssec", false).describedAs("Whether to request DNSSEC records.");

  /**
   * Whether to disable DNSSEC validation by the server (CD, RFC 4035 section 3.2.2). Default:
   * false. Records in the response with this option, and SERVFAIL without it, show that validation
   * is what fails.
   */
  public static final ProtocolOption<Boolean> CHECKING_DISABLED =
      ProtocolOption.of("dns.checkingDisabled", false)
          .describedAs("Whether to disable DNSSEC validation by the server.");

  /**
   * Whether to also query the server's identity: the texts {@code version.bind} and {@code
   * id.server} in class CH (RFC 4892), one after the other, see {@link DnsAnswer#identity()}.
   * Default: false. A server that does not respond delays the report until the deadline.
   */
  public static final ProtocolOption<Boolean> IDENTITY =
      ProtocolOption.of("dns.identity", false)
          .describedAs("Whether to query the identity of the server too.");

  /**
   * Whether to accept a truncated UDP response instead of sending the query again over TCP.
   * Default: false.
   */
  public static final ProtocolOption<Boolean> IGNORE_TRUNCATION =
      ProtocolOption.of("dns.ignoreTruncation", false)
          .describedAs("Whether to accept a truncated response over UDP.");

  private Dns() {}
}

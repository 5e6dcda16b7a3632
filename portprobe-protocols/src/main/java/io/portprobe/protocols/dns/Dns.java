package io.portprobe.protocols.dns;

import io.portprobe.spi.ProtocolOption;

/**
 * What may be set for the {@code dns} protocol.
 *
 * <pre>{@code
 * client.udp("198.18.77.30", 53).option(Dns.NAME, "portprobe.test").option(Dns.TYPE, "SOA").report();
 * client.tcp("198.18.77.31", 53)
 *     .option(Dns.NAME, "version.bind").option(Dns.TYPE, "TXT").option(Dns.CLASS, "CH").report();
 * }</pre>
 *
 * <p>A value that is no name, type or class fails the dialogue, with an {@link
 * IllegalArgumentException} that names it; the question is not asked then.
 */
public final class Dns {
  /**
   * The domain name to ask for, absolute with or without the last dot, in master file form (RFC
   * 1035 section 5.1: {@code \.} and {@code \DDD} are escapes); names of other scripts as A-labels
   * ({@code xn--...}). Default: the root, {@code "."}.
   */
  public static final ProtocolOption<String> NAME = ProtocolOption.of("dns.name", ".");

  /**
   * The record type to ask for: a mnemonic of any case or {@code TYPE} and a number (RFC 3597).
   * Default: {@code "NS"}.
   */
  public static final ProtocolOption<String> TYPE = ProtocolOption.of("dns.type", "NS");

  /**
   * The class to ask in: a mnemonic of any case or {@code CLASS} and a number (RFC 3597). Default:
   * {@code "IN"}; {@code "CH"} is where servers tell of themselves (RFC 4892).
   */
  public static final ProtocolOption<String> CLASS = ProtocolOption.of("dns.class", "IN");

  /**
   * Whether recursion is asked for (RD). Default: true; without it a resolver tells only what it
   * knows already.
   */
  public static final ProtocolOption<Boolean> RECURSION = ProtocolOption.of("dns.recursion", true);

  /**
   * Whether DNSSEC records are welcome (DO, RFC 3225). Default: false. Answers grow by them, and
   * are more often truncated over UDP.
   */
  public static final ProtocolOption<Boolean> DNSSEC = ProtocolOption.of("dns.dnssec", false);

  /**
   * Whether the server should hand out what does not pass its check by DNSSEC (CD, RFC 4035 section
   * 3.2.2). Default: false. An answer with it, where there was SERVFAIL without, tells that the
   * check is what fails.
   */
  public static final ProtocolOption<Boolean> CHECKING_DISABLED =
      ProtocolOption.of("dns.checkingDisabled", false);

  /**
   * Whether the server is also asked who it is: for the texts {@code version.bind} and {@code
   * id.server} in the class CH (RFC 4892), one after the other, see {@link DnsAnswer#identity()}.
   * Default: false. A server that is silent to that costs the rest of the time there is.
   */
  public static final ProtocolOption<Boolean> IDENTITY = ProtocolOption.of("dns.identity", false);

  /**
   * Whether a truncated answer over UDP is taken as it is, and not asked for again over TCP.
   * Default: false.
   */
  public static final ProtocolOption<Boolean> IGNORE_TRUNCATION =
      ProtocolOption.of("dns.ignoreTruncation", false);

  private Dns() {}
}

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

  private Dns() {}
}

package io.portprobe.protocols.netbios;

import io.portprobe.spi.ProtocolOption;

/** What may be set for the {@code netbios} protocol. */
public final class NetBios {
  /**
   * The NetBIOS scope to ask in (RFC 1001 section 9): labels of 1 to 63 letters, digits, hyphens
   * and underscores, parted by dots, at most 220 characters. Machines of another scope stay silent.
   * Default: none, the empty string. Anything else fails the dialogue, with an {@link
   * IllegalArgumentException} that names it; the request is not sent then.
   */
  public static final ProtocolOption<String> SCOPE = ProtocolOption.of("netbios.scope", "");

  private NetBios() {}
}

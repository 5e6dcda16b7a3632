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

  /**
   * A name to ask for, instead of what is asked for by default. Over UDP: whose the name is, which
   * is answered by a {@link NameQueryResponse}, and not the node's status. Over TCP: whom to ask a
   * session of; by default {@code *SMBSERVER}, which stands for the file server whatever its name.
   *
   * <p>1 to 15 visible characters of ISO 8859-1, of which the letters {@code a} to {@code z} are
   * sent as capitals, then perhaps {@code #} and the sixteenth byte in two hexadecimal digits, as
   * in {@code FILESRV#20}. Without it that byte is 00 over UDP and 20 over TCP; {@code *} alone is
   * asked of whoever gets it. Default: none, the empty string. Anything else fails the dialogue,
   * with an {@link IllegalArgumentException} that names it; the request is not sent then.
   */
  public static final ProtocolOption<String> NAME = ProtocolOption.of("netbios.name", "");

  /**
   * In whose name a session is asked for over TCP, in the form of {@link #NAME}; without a
   * sixteenth byte that is 00. Default: {@code PORTPROBE}.
   */
  public static final ProtocolOption<String> CALLING =
      ProtocolOption.of("netbios.calling", "PORTPROBE");

  private NetBios() {}
}

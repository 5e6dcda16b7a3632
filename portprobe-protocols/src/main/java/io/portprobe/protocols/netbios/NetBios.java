package io.portprobe.protocols.netbios;

import io.portprobe.spi.ProtocolOption;

/**
 * The options of the protocol {@code "netbios"}: NetBIOS over TCP/IP (RFC 1001, RFC 1002), bound to
 * udp/137, the name service, and tcp/139, the session service.
 *
 * <p>Over UDP the client sends one node status request for the name {@code *}, unicast, with a
 * random transaction id. The finding is a {@link NodeStatus}, also for a negative response. With
 * {@link #NAME} it sends a name query for that name instead, and the finding is a {@link
 * NameQueryResponse}. Datagrams that do not match the request are ignored.
 *
 * <p>Over TCP the client sends one session request, and the finding is a {@link SessionResponse}.
 * It sends nothing in an established session and does not follow a retarget response.
 *
 * <p>{@link io.portprobe.PortProbe#option} rejects a value outside its range.
 */
public final class NetBios {
  /**
   * The NetBIOS scope of all names (RFC 1001 section 9): labels of 1 to 63 letters, digits, hyphens
   * and underscores, separated by dots, at most 220 characters. Hosts in another scope do not
   * respond. Default: none, the empty string.
   */
  public static final ProtocolOption<String> SCOPE =
      ProtocolOption.of("netbios.scope", "", NetBiosValues::isScope, NetBiosValues.SCOPE)
          .describedAs("The NetBIOS scope.");

  /**
   * The queried name over UDP, instead of a node status; the called name over TCP. Default over
   * TCP: {@code *SMBSERVER}, which every file server accepts. Default over UDP: none, the empty
   * string.
   *
   * <p>The value has 1 to 15 visible characters of ISO 8859-1; the letters {@code a} to {@code z}
   * are sent in upper case. {@code #} and two hexadecimal digits may follow for the suffix, the
   * sixteenth byte, as in {@code FILESRV#20}. The default suffix is 00 over UDP and 20 over TCP.
   * {@code *} without a suffix is the wildcard name.
   */
  public static final ProtocolOption<String> NAME =
      ProtocolOption.of("netbios.name", "", NetBiosValues::isNameOrEmpty, NetBiosValues.NAME)
          .describedAs("The name to query over UDP, or to call over TCP.");

  /**
   * The calling name of a session request over TCP, in the form of {@link #NAME}. The default
   * suffix is 00. Default: {@code PORTPROBE}.
   */
  public static final ProtocolOption<String> CALLING =
      ProtocolOption.of("netbios.calling", "PORTPROBE", NetBiosValues::isName, NetBiosValues.NAME)
          .describedAs("The calling name of a session request.");

  private NetBios() {}
}

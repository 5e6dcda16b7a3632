package io.portprobe.protocols.smb;

import io.portprobe.spi.ProtocolOption;

/**
 * The options of the protocol {@code "smb"}: Server Message Block (MS-SMB2, MS-SMB), bound to
 * tcp/445, and to tcp/139 after {@code "netbios"}.
 *
 * <p>The client sends an SMB2 NEGOTIATE for the dialects 2.0.2, 2.1, 3.0, 3.0.2 and 3.1.1, and then
 * a SESSION_SETUP with an NTLM NEGOTIATE_MESSAGE, whose response contains the names of the computer
 * and its domain. It never sends the message that would log on. If the server closes the connection
 * or responds with SMB 1, the client sends the same messages of SMB 1 on a new connection. On port
 * 139 a NetBIOS session request for {@code *SMBSERVER} precedes them (RFC 1002 section 4.3.2). The
 * finding is a {@link SmbResult}.
 */
public final class Smb {
  /** The versions that the client offers. Default: {@link SmbVersions#AUTO}. */
  public static final ProtocolOption<SmbVersions> VERSIONS =
      ProtocolOption.of("smb.versions", SmbVersions.AUTO)
          .describedAs("The versions of SMB to offer.");

  /**
   * Whether the client sends the SESSION_SETUP. Without it, the finding has no names and no version
   * of the operating system. Default: true.
   */
  public static final ProtocolOption<Boolean> NTLM =
      ProtocolOption.of("smb.ntlm", true)
          .describedAs("Whether to start an NTLM exchange, which is not completed.");

  private Smb() {}
}

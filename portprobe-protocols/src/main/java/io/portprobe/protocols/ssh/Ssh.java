package io.portprobe.protocols.ssh;

import io.portprobe.spi.ProtocolOption;

/**
 * The options of the protocol {@code "ssh"}: the SSH transport layer (RFC 4253), bound to tcp/22.
 *
 * <p>The client waits for the identification of the server, for at most one second, then sends
 * {@code SSH-2.0-portprobe} (RFC 4253 section 4.2) and reads the algorithms that the server offers
 * (SSH_MSG_KEXINIT, section 7.1). It then sends SSH_MSG_DISCONNECT. The finding is an {@link
 * SshResult}. A server of protocol 1.x sends its identification only.
 *
 * <p>The client exchanges no keys, so it neither learns the host key nor logs on.
 */
public final class Ssh {
  /**
   * Whether to read the algorithms of the server. If false, the client sends nothing to a server
   * that identifies itself. Default: true.
   */
  public static final ProtocolOption<Boolean> ALGORITHMS =
      ProtocolOption.of("ssh.algorithms", true)
          .describedAs("Whether to read the algorithms that the server offers.");

  private Ssh() {}
}

package io.portprobe.protocols.ssh;

import java.util.List;

/**
 * The algorithms that an SSH server offers (RFC 4253 section 7.1), in its order of preference, at
 * most 1,000 of each kind. The names are printable ASCII. Immutable and thread-safe. Implemented by
 * portprobe only.
 */
public interface SshAlgorithms {
  /**
   * Returns the key exchange methods. OpenSSH adds names that are extensions, such as {@code
   * kex-strict-s-v00@openssh.com}.
   *
   * @return names
   */
  List<String> keyExchange();

  /**
   * Returns the types of host keys.
   *
   * @return names, for example {@code ssh-ed25519}
   */
  List<String> hostKey();

  /**
   * Returns the ciphers for data to the server.
   *
   * @return names
   */
  List<String> ciphersToServer();

  /**
   * Returns the ciphers for data to the client.
   *
   * @return names
   */
  List<String> ciphersToClient();

  /**
   * Returns the message authentication codes for data to the server.
   *
   * @return names
   */
  List<String> macsToServer();

  /**
   * Returns the message authentication codes for data to the client.
   *
   * @return names
   */
  List<String> macsToClient();

  /**
   * Returns the compression methods for data to the server.
   *
   * @return names
   */
  List<String> compressionToServer();

  /**
   * Returns the compression methods for data to the client.
   *
   * @return names
   */
  List<String> compressionToClient();
}

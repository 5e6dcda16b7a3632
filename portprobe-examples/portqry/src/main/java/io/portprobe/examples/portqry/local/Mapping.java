package io.portprobe.examples.portqry.local;

import io.portprobe.Transport;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.Optional;

/**
 * A socket of this computer and a process that has it open. A socket that several processes have
 * open has several mappings.
 *
 * @param transport TCP or UDP
 * @param address the local address; the wildcard address for all addresses
 * @param port the local port
 * @param state the state of TCP as PortQry prints it; empty for UDP
 * @param remote the remote address and port; {@code *:*} without a peer
 * @param uid the user id of the owner; -1 if the system does not list it
 * @param process empty if the system hides the process from this user
 */
public record Mapping(
    Transport transport,
    InetAddress address,
    int port,
    String state,
    String remote,
    int uid,
    Optional<LocalProcess> process) {

  /** The order of the output: TCP before UDP, then by port and process. */
  static final Comparator<Mapping> ORDER =
      Comparator.comparing(Mapping::transport)
          .thenComparing(Mapping::port)
          .thenComparing(mapping -> mapping.address().getHostAddress())
          .thenComparing(Mapping::remote)
          .thenComparing(Mapping::pid);

  /**
   * Returns whether the socket receives what clients send: TCP that listens, or UDP without a peer.
   */
  public boolean isListening() {
    return transport == Transport.TCP ? state.equals(TcpStates.LISTENING) : remote.equals("*:*");
  }

  /** Returns the process id; -1 if the process is hidden. */
  public long pid() {
    return process.map(LocalProcess::pid).orElse(-1L);
  }
}

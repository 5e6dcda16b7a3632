package io.portprobe;

import io.portprobe.spi.ProtocolOption;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * One question about one endpoint. Immutable: each setter returns a changed copy, and a probe may
 * be asked any number of times. Made by {@link ProbeClient#tcp} and {@link ProbeClient#udp}.
 *
 * <p>The terminal calls {@link #state()} and {@link #report()} never block. The future they return
 *
 * <ul>
 *   <li>completes by the deadline, which begins at the terminal call and covers name look-up, the
 *       wait for a place in the client's window, connect, TLS and dialogue;
 *   <li>completes on a client thread, or on the client's callback executor if it has one;
 *   <li>fails with a {@link ProbeException} if the question could not be asked, and with an {@link
 *       IllegalStateException} if the client is closed already;
 *   <li>closes its sockets at once when it is cancelled or completed by hand. Cancelling a future
 *       <em>derived</em> from it does not reach it (as with any {@link CompletableFuture}).
 * </ul>
 */
@CheckReturnValue
public interface PortProbe {
  /**
   * What this probe asks about.
   *
   * @return the endpoint
   */
  Endpoint endpoint();

  /**
   * Sets the time until the deadline. Default: that of the client, 5 s unless set.
   *
   * @param timeout more than zero, at most an hour
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  PortProbe timeout(Duration timeout);

  /**
   * Names the protocol to speak, whatever the port. Default: the one at home on the port, if any.
   *
   * @param protocol the name, any case, for example {@code "ldap"}
   * @return a changed copy
   * @throws IllegalArgumentException if no such protocol is known, or it does not speak over this
   *     transport; the message lists those that do
   */
  PortProbe as(String protocol);

  /**
   * Starts TLS before the protocol speaks, as the protocol's own TLS ports do, whether the protocol
   * was named before or is named after. Has no effect without a dialogue. An untrusted certificate
   * is a fact in the finding, not a failure. Default: as the protocol's home says.
   *
   * @return a changed copy
   * @throws IllegalStateException over UDP
   */
  PortProbe tls();

  /**
   * Asks for the state and nothing else: no dialogue over TCP. Over UDP the first question of the
   * protocol is the probe, so it is sent all the same, and the first reply ends it.
   *
   * @return a changed copy
   */
  PortProbe stateOnly();

  /**
   * Sets what a UDP probe sends instead of the question of a protocol. Default, on a port that is
   * home to no protocol: the four bytes CR LF CR LF.
   *
   * @param payload 1 to 65507 bytes; copied
   * @return a changed copy
   * @throws IllegalStateException over TCP
   * @throws IllegalArgumentException if it is empty or too long for a datagram
   */
  PortProbe payload(byte[] payload);

  /**
   * Sets an option of the protocol that will speak. Ignored by other protocols.
   *
   * @param <T> the type of its value
   * @param option the option, a constant of the protocol
   * @param value its value
   * @return a changed copy
   */
  <T> PortProbe option(ProtocolOption<T> option, T value);

  /**
   * Sets the local address to ask from. Default: the operating system's choice. Addresses of the
   * host that are of another family are left out.
   *
   * @param address an address of this machine
   * @return a changed copy
   */
  PortProbe sourceAddress(InetAddress address);

  /**
   * Sets the local port to ask from. Default: an ephemeral port. A port that is in use, or that
   * this process may not use, is a {@link LocalFaultException}.
   *
   * @param port 1 to 65535
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  PortProbe sourcePort(int port);

  /**
   * Chooses among the addresses of the host. Default: {@link AddressSelection#ALL}.
   *
   * @param selection which addresses
   * @return a changed copy
   */
  PortProbe addresses(AddressSelection selection);

  /**
   * Asks for the state.
   *
   * @return see {@link PortProbe}
   */
  CompletableFuture<PortState> state();

  /**
   * Asks for the whole report; speaks the protocol that was named, or that is at home on the port.
   *
   * @return see {@link PortProbe}
   */
  CompletableFuture<ProbeReport> report();
}

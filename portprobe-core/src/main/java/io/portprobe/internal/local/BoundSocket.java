package io.portprobe.internal.local;

import io.portprobe.Transport;
import io.portprobe.local.LocalSocket;
import io.portprobe.text.AddressText;
import io.portprobe.text.HostSyntax;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A socket of this host that receives what is sent to its port: a listening TCP socket, or an
 * unconnected UDP socket.
 *
 * @param transport TCP or UDP
 * @param address the local address; the wildcard address for all addresses
 * @param port the local port
 * @param owner the user id of the owner, or {@link #UNKNOWN_OWNER}
 * @param inode the inode of the socket, which identifies its process on Linux
 * @param process the process; null if it is hidden or was not searched
 */
record BoundSocket(
    Transport transport,
    InetAddress address,
    int port,
    int owner,
    long inode,
    @Nullable SocketProcess process)
    implements LocalSocket {
  static final int UNKNOWN_OWNER = -1;

  /** A socket whose process was not searched. */
  BoundSocket(Transport transport, InetAddress address, int port, int owner, long inode) {
    this(transport, address, port, owner, inode, null);
  }

  BoundSocket withProcess(@Nullable SocketProcess other) {
    return new BoundSocket(transport, address, port, owner, inode, other);
  }

  @Override
  public OptionalInt uid() {
    return owner < 0 ? OptionalInt.empty() : OptionalInt.of(owner);
  }

  @Override
  public OptionalLong pid() {
    return process == null ? OptionalLong.empty() : OptionalLong.of(process.pid());
  }

  @Override
  public Optional<String> command() {
    return Optional.ofNullable(process).map(SocketProcess::command).filter(name -> !name.isEmpty());
  }

  @Override
  public boolean receives(InetAddress target) {
    return address.equals(target)
        || (address.isAnyLocalAddress() && (isIpv6() || target instanceof Inet4Address));
  }

  /** Returns the local address as text. The system does not list IPV6_V6ONLY. */
  String where() {
    if (!address.isAnyLocalAddress()) {
      return AddressText.of(address);
    }
    return isIpv6()
        ? "all IPv6 addresses (and IPv4, unless IPV6_V6ONLY is set)"
        : "all IPv4 addresses";
  }

  private boolean isIpv6() {
    return !(address instanceof Inet4Address);
  }

  /** Returns, for example, {@code "tcp 127.0.0.1:8080, pid 4711 java"}. */
  @Override
  public String toString() {
    String where = address.isAnyLocalAddress() && !isIpv6() ? "*" : AddressText.of(address);
    return transport.label() + " " + HostSyntax.withPort(where, port) + ", " + ownedBy(process);
  }

  /** Returns the owner as text, for a process that is known or hidden. */
  String ownedBy(@Nullable SocketProcess known) {
    if (known != null) {
      return known.toString();
    }
    return owner < 0 ? "an unknown process" : "a process of uid " + owner;
  }
}

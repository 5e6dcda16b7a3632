package io.portprobe.testing.internal.local;

import io.portprobe.Endpoint;
import io.portprobe.Transport;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says what is bound at, and near, a port of this machine. */
public final class LocalSockets {
  private static final System.Logger LOG = System.getLogger("io.portprobe");
  private static final int NEAR = 10;
  private static final int MOST_NEAR = 3;

  private final SocketTable table;

  LocalSockets(SocketTable table) {
    this.table = table;
  }

  /** Returns the sockets of this host, as the operating system lists them. */
  public static LocalSockets system() {
    return new LocalSockets(SocketTable.system());
  }

  /** One line, or nothing if none of the addresses is local or the system does not tell. */
  public Optional<String> about(Endpoint endpoint, Collection<InetAddress> addresses) {
    List<InetAddress> local = addresses.stream().filter(LocalSockets::isLocal).toList();
    if (local.isEmpty() || !table.isReadable()) {
      return Optional.empty();
    }
    List<BoundSocket> bound = table.bound(endpoint.transport());
    List<BoundSocket> there = bound.stream().filter(s -> s.port() == endpoint.port()).toList();
    String port = endpoint.transport().label() + " port " + endpoint.port();
    return Optional.of(
        there.isEmpty()
            ? "on this machine nothing " + verb(endpoint) + " " + port + elsewhere(endpoint, bound)
            : "on this machine " + port + " is bound on " + places(there, local));
  }

  private static String verb(Endpoint endpoint) {
    return endpoint.transport() == Transport.TCP ? "listens on" : "is bound to";
  }

  private String places(List<BoundSocket> there, List<InetAddress> asked) {
    boolean missed =
        asked.stream().anyMatch(address -> there.stream().noneMatch(s -> s.takes(address)));
    Map<BoundSocket, String> owners = table.owners(there);
    Set<String> whose =
        there.stream().map(s -> owner(s, owners)).collect(Collectors.toCollection(TreeSet::new));
    return there.stream().map(BoundSocket::where).distinct().collect(Collectors.joining(" and "))
        + (missed ? " only, " : ", ")
        + String.join(" and ", whose);
  }

  /** The same port over the other transport, and the ports beside it. */
  private String elsewhere(Endpoint endpoint, List<BoundSocket> bound) {
    Transport other = endpoint.transport() == Transport.TCP ? Transport.UDP : Transport.TCP;
    List<BoundSocket> twins =
        table.bound(other).stream().filter(s -> s.port() == endpoint.port()).limit(1).toList();
    List<BoundSocket> near =
        bound.stream()
            .filter(s -> Math.abs(s.port() - endpoint.port()) <= NEAR)
            .sorted(Comparator.comparingInt(s -> Math.abs(s.port() - endpoint.port())))
            .limit(MOST_NEAR)
            .toList();
    Map<BoundSocket, String> owners = table.owners(concat(twins, near));
    StringBuilder text = new StringBuilder();
    twins.forEach(s -> text.append(", but ").append(other.label()).append(place(s, owners)));
    for (int i = 0; i < near.size(); i++) {
      text.append(i == 0 ? "; near it" : ",").append(place(near.get(i), owners));
    }
    return text.toString();
  }

  private static List<BoundSocket> concat(List<BoundSocket> one, List<BoundSocket> other) {
    return java.util.stream.Stream.concat(one.stream(), other.stream()).toList();
  }

  private static String place(BoundSocket socket, Map<BoundSocket, String> owners) {
    return " %d on %s (%s)".formatted(socket.port(), socket.where(), owner(socket, owners));
  }

  private static String owner(BoundSocket socket, Map<BoundSocket, String> owners) {
    return owners.getOrDefault(socket, "a process of uid " + socket.uid());
  }

  private static boolean isLocal(InetAddress address) {
    if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
      return true;
    }
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      LOG.log(System.Logger.Level.DEBUG, "cannot tell whether " + address + " is local", e);
      return false;
    }
  }
}

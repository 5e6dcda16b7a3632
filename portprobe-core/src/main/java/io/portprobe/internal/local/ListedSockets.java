package io.portprobe.internal.local;

import io.portprobe.Endpoint;
import io.portprobe.Transport;
import io.portprobe.local.LocalSocket;
import io.portprobe.local.LocalSockets;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A description of the sockets of this host that are bound to a port, or to a nearby port. */
public final class ListedSockets implements LocalSockets {
  private static final System.Logger LOG = System.getLogger("io.portprobe");
  private static final int NEARBY_DISTANCE = 10;
  private static final int MAX_NEARBY = 3;

  private final SocketTable table;

  ListedSockets(SocketTable table) {
    this.table = table;
  }

  /** Returns the sockets of this host, as the operating system lists them. */
  public static ListedSockets system() {
    return new ListedSockets(SocketTable.system());
  }

  @Override
  public boolean isListed() {
    return table.isReadable();
  }

  @Override
  public List<LocalSocket> all(Transport transport) {
    return withProcesses(table.bound(transport));
  }

  @Override
  public List<LocalSocket> on(Transport transport, int port) {
    return withProcesses(
        table.bound(transport).stream().filter(socket -> socket.port() == port).toList());
  }

  private List<LocalSocket> withProcesses(List<BoundSocket> bound) {
    Map<BoundSocket, SocketProcess> owners = bound.isEmpty() ? Map.of() : table.owners(bound);
    return bound.stream()
        .<LocalSocket>map(socket -> socket.withProcess(owners.get(socket)))
        .toList();
  }

  @Override
  public String toString() {
    return isListed() ? "sockets of this host" : "sockets of this host (not listed)";
  }

  @Override
  public Optional<String> describe(Endpoint endpoint, Collection<InetAddress> addresses) {
    List<InetAddress> local = addresses.stream().filter(ListedSockets::isLocal).toList();
    if (local.isEmpty() || !table.isReadable()) {
      return Optional.empty();
    }
    List<BoundSocket> all = table.bound(endpoint.transport());
    List<BoundSocket> bound = all.stream().filter(s -> s.port() == endpoint.port()).toList();
    String port = endpoint.transport().label() + " port " + endpoint.port();
    return Optional.of(
        bound.isEmpty()
            ? "on this host nothing " + verb(endpoint) + " " + port + alternatives(endpoint, all)
            : "on this host " + port + " is bound on " + addresses(bound, local));
  }

  private static String verb(Endpoint endpoint) {
    return endpoint.transport() == Transport.TCP ? "listens on" : "is bound to";
  }

  private String addresses(List<BoundSocket> bound, List<InetAddress> probed) {
    boolean missed =
        probed.stream().anyMatch(address -> bound.stream().noneMatch(s -> s.receives(address)));
    Map<BoundSocket, SocketProcess> owners = table.owners(bound);
    Set<String> names =
        bound.stream().map(s -> owner(s, owners)).collect(Collectors.toCollection(TreeSet::new));
    return bound.stream().map(BoundSocket::where).distinct().collect(Collectors.joining(" and "))
        + (missed ? " only, by " : ", by ")
        + String.join(" and ", names);
  }

  /** Returns the same port of the other transport, and nearby ports. */
  private String alternatives(Endpoint endpoint, List<BoundSocket> all) {
    Transport other = endpoint.transport() == Transport.TCP ? Transport.UDP : Transport.TCP;
    List<BoundSocket> samePort =
        table.bound(other).stream().filter(s -> s.port() == endpoint.port()).limit(1).toList();
    List<BoundSocket> nearby =
        all.stream()
            .filter(s -> distance(s, endpoint) <= NEARBY_DISTANCE)
            .sorted(Comparator.comparingInt(s -> distance(s, endpoint)))
            .limit(MAX_NEARBY)
            .toList();
    Map<BoundSocket, SocketProcess> owners =
        table.owners(Stream.concat(samePort.stream(), nearby.stream()).toList());
    StringBuilder text = new StringBuilder();
    samePort.forEach(
        s -> text.append(", but ").append(other.label()).append(" port ").append(place(s, owners)));
    for (int i = 0; i < nearby.size(); i++) {
      text.append(i == 0 ? "; nearby: port " : ", port ").append(place(nearby.get(i), owners));
    }
    return text.toString();
  }

  private static int distance(BoundSocket socket, Endpoint endpoint) {
    return Math.abs(socket.port() - endpoint.port());
  }

  private static String place(BoundSocket socket, Map<BoundSocket, SocketProcess> owners) {
    return String.format(
        Locale.ROOT,
        "%d is bound on %s, by %s",
        socket.port(),
        socket.where(),
        owner(socket, owners));
  }

  private static String owner(BoundSocket socket, Map<BoundSocket, SocketProcess> owners) {
    return socket.ownedBy(owners.get(socket));
  }

  private static boolean isLocal(InetAddress address) {
    if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
      return true;
    }
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      LOG.log(System.Logger.Level.DEBUG, "cannot determine whether " + address + " is local", e);
      return false;
    }
  }
}

package io.portprobe.examples.portqry.local;

import io.portprobe.Transport;
import io.portprobe.examples.portqry.console.PortqryException;
import io.portprobe.local.LocalSocket;
import io.portprobe.local.LocalSockets;
import io.portprobe.text.SafeText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The ports of a system without {@code /proc}: the listening sockets that its {@code netstat} or
 * {@code lsof} lists. Connections, services and modules are missing.
 */
final class ListedPorts implements LocalPortSource {
  private static final int UNKNOWN_OWNER = -1;

  private final Supplier<LocalSockets> sockets;
  private final String system;

  /**
   * Creates a source.
   *
   * @param sockets reads the sockets
   * @param system the system property {@code os.name}
   */
  ListedPorts(Supplier<LocalSockets> sockets, String system) {
    this.sockets = sockets;
    this.system = system;
  }

  @Override
  public PortTable read() throws PortqryException {
    LocalSockets now = sockets.get();
    if (!now.isListed()) {
      throw PortqryException.local(
          "local ports: "
              + system
              + " lists no sockets (expected: a readable /proc/net/tcp on Linux, netstat on"
              + " Windows, lsof elsewhere)");
    }
    List<Mapping> mappings = new ArrayList<>();
    for (Transport transport : List.of(Transport.TCP, Transport.UDP)) {
      now.all(transport).forEach(socket -> mappings.add(mapping(socket)));
    }
    return new PortTable(
        mappings,
        List.of("connections, services and modules; on " + system + " only sockets that listen"));
  }

  private static Mapping mapping(LocalSocket socket) {
    Optional<LocalProcess> process =
        socket.pid().isPresent()
            ? Optional.of(process(socket.pid().getAsLong(), socket.command()))
            : Optional.empty();
    return new Mapping(
        socket.transport(),
        socket.address(),
        socket.port(),
        socket.transport() == Transport.TCP ? TcpStates.LISTENING : "",
        "*:*",
        socket.uid().orElse(UNKNOWN_OWNER),
        process);
  }

  private static LocalProcess process(long pid, Optional<String> name) {
    return new LocalProcess(
        pid, name.or(() -> ProcessHandle.of(pid).flatMap(ListedPorts::name)).orElse("?"));
  }

  private static Optional<String> name(ProcessHandle process) {
    return process
        .info()
        .command()
        .map(command -> SafeText.line(String.valueOf(Path.of(command).getFileName())));
  }

  @Override
  public Optional<LocalProcess> process(long pid) {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .map(process -> process(pid, name(process)));
  }

  /** Windows lists the sockets of all users; lsof lists those of this user, and all to root. */
  @Override
  public boolean isVisible(long pid) {
    if (system.startsWith("Windows")) {
      return true;
    }
    Optional<String> self = ProcessHandle.current().info().user();
    Optional<String> owner = ProcessHandle.of(pid).flatMap(process -> process.info().user());
    return self.filter("root"::equals).isPresent() || (self.isPresent() && self.equals(owner));
  }

  @Override
  public Optional<String> service(long pid) {
    return Optional.empty();
  }

  @Override
  public Optional<List<String>> modules(long pid) {
    return Optional.empty();
  }
}

package io.portprobe.internal.local;

import io.portprobe.Transport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The sockets of this host that the operating system lists, read once for one error message. */
interface SocketTable {
  /** Returns the sockets that receive what is sent to their port; empty if not readable. */
  List<BoundSocket> bound(Transport transport);

  /**
   * Returns the processes that own the sockets. Sockets whose process is hidden from this user are
   * missing.
   */
  Map<BoundSocket, SocketProcess> owners(Collection<BoundSocket> sockets);

  /** Returns whether the system lists sockets to this user. */
  boolean isReadable();

  /** Returns the table of this system: {@code /proc} on Linux, elsewhere the output of commands. */
  static SocketTable system() {
    Path proc = Path.of("/proc");
    return Files.isReadable(proc.resolve("net/tcp"))
        ? new ProcSocketTable(proc)
        : CommandSocketTable.ofSystem();
  }

  /** The table of a system that does not list its sockets. */
  enum Unreadable implements SocketTable {
    INSTANCE;

    @Override
    public List<BoundSocket> bound(Transport transport) {
      return List.of();
    }

    @Override
    public Map<BoundSocket, SocketProcess> owners(Collection<BoundSocket> sockets) {
      return Map.of();
    }

    @Override
    public boolean isReadable() {
      return false;
    }
  }
}

package io.portprobe.testing.internal.local;

import io.portprobe.Transport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What the operating system says is bound on this machine, read once for one message. */
interface SocketTable {
  /** The sockets that take what comes to a port; empty where the system does not tell. */
  List<BoundSocket> bound(Transport transport);

  /**
   * Whose they are, {@code "pid 4711 java"}; without those whose process is hidden from this user.
   */
  Map<BoundSocket, String> owners(Collection<BoundSocket> sockets);

  /** Whether the system tells at all. */
  boolean isReadable();

  /** That of this system: {@code /proc} on Linux, elsewhere one that tells nothing. */
  static SocketTable system() {
    Path proc = Path.of("/proc");
    return Files.isReadable(proc.resolve("net/tcp")) ? new ProcSocketTable(proc) : Silent.INSTANCE;
  }

  /** Of a system that does not tell. */
  enum Silent implements SocketTable {
    /** The one. */
    INSTANCE;

    @Override
    public List<BoundSocket> bound(Transport transport) {
      return List.of();
    }

    @Override
    public Map<BoundSocket, String> owners(Collection<BoundSocket> sockets) {
      return Map.of();
    }

    @Override
    public boolean isReadable() {
      return false;
    }
  }
}

package io.portprobe.internal.local;

import io.portprobe.text.SafeText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The owners of sockets on Linux, found by the links in {@code /proc/PID/fd}. The kernel hides the
 * processes of other users. A search is limited to 10000 processes with 5000 descriptors each, and
 * all searches for one message to 3 s. The process of this JVM is searched first, without this
 * limit.
 */
final class ProcSocketOwners {
  private static final System.Logger LOG = System.getLogger("io.portprobe");
  private static final int MAX_PROCESSES = 10_000;
  private static final int MAX_DESCRIPTORS = 5_000;
  private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final Path proc;
  private long leftNanos;

  ProcSocketOwners(Path proc) {
    this(proc, MAX_NANOS);
  }

  /**
   * Creates a search.
   *
   * @param maxNanos the time of all searches in other processes
   */
  ProcSocketOwners(Path proc, long maxNanos) {
    this.proc = proc;
    this.leftNanos = maxNanos;
  }

  /** Returns the owners that are visible to this user, as process id and command. */
  Map<BoundSocket, SocketProcess> of(Collection<BoundSocket> sockets) {
    Map<String, BoundSocket> wanted =
        sockets.stream()
            .collect(
                Collectors.toMap(
                    socket -> "socket:[" + socket.inode() + "]",
                    Function.identity(),
                    (one, other) -> one));
    Map<BoundSocket, SocketProcess> owners = new HashMap<>();
    search(proc.resolve(Long.toString(ProcessHandle.current().pid())), wanted, owners);
    long started = System.nanoTime();
    for (Path process : ProcSocketTable.list(proc, "\\d+", MAX_PROCESSES)) {
      if (owners.size() == wanted.size() || System.nanoTime() - started >= leftNanos) {
        break;
      }
      search(process, wanted, owners);
    }
    leftNanos = Math.max(0, leftNanos - (System.nanoTime() - started));
    return owners;
  }

  private static void search(
      Path process, Map<String, BoundSocket> wanted, Map<BoundSocket, SocketProcess> owners) {
    for (Path link : ProcSocketTable.list(process.resolve("fd"), "\\d+", MAX_DESCRIPTORS)) {
      try {
        BoundSocket socket = wanted.get(Files.readSymbolicLink(link).toString());
        if (socket != null) {
          owners.putIfAbsent(socket, name(process));
        }
      } catch (IOException e) { // the descriptor was closed
        LOG.log(System.Logger.Level.DEBUG, "cannot read " + link, e);
      }
    }
  }

  private static SocketProcess name(Path process) throws IOException {
    String name = Files.readString(process.resolve("comm"), StandardCharsets.UTF_8).trim();
    long pid = Long.parseLong(process.getFileName().toString());
    return new SocketProcess(pid, SafeText.line(name));
  }
}

package io.portprobe.testing.internal.local;

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
 * Linux: finds the process of a socket by the links in {@code /proc/PID/fd}. Those of other users
 * are hidden; a search looks at 10000 processes, 5000 descriptors of each. All searches for one
 * message take half a second at most.
 */
final class ProcSocketOwners {
  private static final System.Logger LOG = System.getLogger("io.portprobe");
  private static final int MOST_PROCESSES = 10_000;
  private static final int MOST_DESCRIPTORS = 5_000;
  private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Path proc;
  private long left = MOST_NANOS;

  ProcSocketOwners(Path proc) {
    this.proc = proc;
  }

  Map<BoundSocket, String> of(Collection<BoundSocket> sockets) {
    if (left <= 0) {
      return Map.of();
    }
    Map<String, BoundSocket> wanted =
        sockets.stream()
            .collect(
                Collectors.toMap(
                    socket -> "socket:[" + socket.inode() + "]",
                    Function.identity(),
                    (one, other) -> one));
    Map<BoundSocket, String> owners = new HashMap<>();
    long began = System.nanoTime();
    for (Path process : ProcSocketTable.list(proc, "\\d+", MOST_PROCESSES)) {
      if (owners.size() == wanted.size() || System.nanoTime() - began > left) {
        break;
      }
      search(process, wanted, owners);
    }
    left -= System.nanoTime() - began;
    return owners;
  }

  private static void search(
      Path process, Map<String, BoundSocket> wanted, Map<BoundSocket, String> owners) {
    for (Path link : ProcSocketTable.list(process.resolve("fd"), "\\d+", MOST_DESCRIPTORS)) {
      try {
        BoundSocket socket = wanted.get(Files.readSymbolicLink(link).toString());
        if (socket != null) {
          owners.putIfAbsent(socket, name(process));
        }
      } catch (IOException e) { // closed meanwhile
        LOG.log(System.Logger.Level.DEBUG, "cannot read " + link, e);
      }
    }
  }

  private static String name(Path process) throws IOException {
    String name = Files.readString(process.resolve("comm"), StandardCharsets.UTF_8).trim();
    return "pid " + process.getFileName() + " " + SafeText.line(name);
  }
}

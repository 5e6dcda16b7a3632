package io.portprobe.examples.portqry.local;

import io.portprobe.text.SafeText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The processes of Linux. The kernel hides the descriptors of other users' processes, and a process
 * may end while its entries are read: both count as hidden. A search for the owners of sockets ends
 * after 5 seconds.
 */
final class ProcProcesses {
  private static final long SEARCH_SECONDS = 5;
  private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d{1,18})\\]");

  /** A mapping of executable memory to a file: address, rights, offset, device, inode, path. */
  private static final Pattern CODE =
      Pattern.compile("\\S+ ..x. \\S+ \\S+ \\S+ +(/.*)", Pattern.DOTALL);

  private static final Pattern UNIT = Pattern.compile(".*/([^/]+)\\.service(?:/.*)?");

  private final Path proc;

  ProcProcesses(Path proc) {
    this.proc = proc;
  }

  /**
   * Returns the processes that have a socket open, by the inode of the socket.
   *
   * @param notes receives a sentence if the search did not finish
   */
  Map<Long, List<LocalProcess>> owners(List<String> notes) {
    Map<Long, List<LocalProcess>> owners = new HashMap<>();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SEARCH_SECONDS);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc, "[1-9]*")) {
      for (Path entry : entries) {
        if (System.nanoTime() > deadline) {
          notes.add("the search for processes timed out after " + SEARCH_SECONDS + " s");
          break;
        }
        Optional<LocalProcess> process = named(entry);
        if (process.isPresent()) {
          sockets(entry)
              .orElse(Set.of())
              .forEach(
                  inode ->
                      owners.computeIfAbsent(inode, i -> new ArrayList<>()).add(process.get()));
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      debug("cannot list " + proc, e);
      notes.add("processes are not available: " + proc + " cannot be listed");
    }
    return owners;
  }

  /** Returns the inodes of the sockets that a process has open; empty if they are hidden. */
  private static Optional<Set<Long>> sockets(Path process) {
    Set<Long> inodes = new HashSet<>();
    try (DirectoryStream<Path> links = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path link : links) {
        inode(link).ifPresent(inodes::add);
      }
      return Optional.of(inodes);
    } catch (IOException | DirectoryIteratorException e) {
      debug("cannot list the descriptors of " + process, e);
      return Optional.empty();
    }
  }

  /** Returns the inode of a descriptor's socket; empty if it is no socket, or was just closed. */
  private static Optional<Long> inode(Path link) throws IOException {
    try {
      Matcher socket = SOCKET.matcher(Files.readSymbolicLink(link).toString());
      return socket.matches() ? Optional.of(Long.valueOf(socket.group(1))) : Optional.empty();
    } catch (NoSuchFileException e) {
      debug("closed in the meantime: " + link, e);
      return Optional.empty();
    }
  }

  Optional<LocalProcess> find(long pid) {
    return named(folder(pid));
  }

  private static Optional<LocalProcess> named(Path process) {
    return read(process.resolve("comm"))
        .map(
            name ->
                new LocalProcess(
                    Long.parseLong(process.getFileName().toString()), SafeText.line(name.strip())));
  }

  boolean isVisible(long pid) {
    return sockets(folder(pid)).isPresent();
  }

  /** Returns the unit of systemd, by the control group of the process. */
  Optional<String> service(long pid) {
    return read(folder(pid).resolve("cgroup"))
        .flatMap(
            groups ->
                groups
                    .lines()
                    .map(UNIT::matcher)
                    .filter(Matcher::matches)
                    .map(unit -> SafeText.line(unit.group(1)))
                    .findFirst());
  }

  Optional<List<String>> modules(long pid) {
    return read(folder(pid).resolve("maps"))
        .filter(maps -> !maps.isEmpty()) // empty for a thread of the kernel
        .map(
            maps ->
                maps.lines()
                    .map(CODE::matcher)
                    .filter(Matcher::matches)
                    .map(code -> SafeText.line(code.group(1)))
                    .distinct()
                    .toList());
  }

  private Path folder(long pid) {
    return proc.resolve(Long.toString(pid));
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (IOException e) {
      debug("cannot read " + file, e);
      return Optional.empty();
    }
  }

  private static void debug(String message, Exception cause) {
    System.getLogger("io.portprobe").log(System.Logger.Level.DEBUG, message, cause);
  }
}

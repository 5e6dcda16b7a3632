package io.portprobe.internal.local;

import io.portprobe.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The sockets that a command of the operating system lists: {@code netstat} and {@code tasklist} on
 * Windows, {@code lsof} on macOS, BSD and others. The commands run once, at the first call.
 */
final class CommandSocketTable implements SocketTable {
  private static final System.Logger LOG = System.getLogger("io.portprobe");
  private static final long MAX_SECONDS = 5;

  /** Lists the sockets, and throws if the system has no command for it. */
  @FunctionalInterface
  interface Source {
    List<BoundSocket> list() throws IOException;
  }

  private final Source source;
  private @Nullable List<BoundSocket> listed;
  private boolean failed;

  CommandSocketTable(Source source) {
    this.source = source;
  }

  /** Returns the table of this system. */
  static CommandSocketTable ofSystem() {
    boolean windows = System.getProperty("os.name", "").startsWith("Windows");
    return new CommandSocketTable(windows ? CommandSocketTable::windows : CommandSocketTable::lsof);
  }

  private static List<BoundSocket> windows() throws IOException {
    String root = Optional.ofNullable(System.getenv("SystemRoot")).orElse("C:\\Windows");
    Path commands = Path.of(root, "System32");
    ListingCommand netstat = new ListingCommand(MAX_SECONDS, path(commands, "netstat.exe"), "-ano");
    ListingCommand tasklist =
        new ListingCommand(MAX_SECONDS, path(commands, "tasklist.exe"), "/fo", "csv", "/nh");
    return NetstatListing.sockets(netstat.lines(), NetstatListing.tasks(namesOrNone(tasklist)));
  }

  private static String path(Path folder, String command) {
    return folder.resolve(command).toString();
  }

  /** The sockets are of use without the names of their processes. */
  private static List<String> namesOrNone(ListingCommand tasklist) {
    try {
      return tasklist.lines();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the names of processes are not known", e);
      return List.of();
    }
  }

  /** Calls lsof. An absolute path is preferred, because PATH may not have the folder. */
  static List<BoundSocket> lsof() throws IOException {
    String lsof =
        Stream.of("/usr/sbin/lsof", "/usr/bin/lsof", "/usr/local/sbin/lsof")
            .filter(path -> Files.isExecutable(Path.of(path)))
            .findFirst()
            .orElse("lsof");
    List<String> tcp =
        new ListingCommand(MAX_SECONDS, lsof, "-nP", "-iTCP", "-sTCP:LISTEN", "-F", "pcutPn")
            .lines();
    List<String> udp =
        new ListingCommand(MAX_SECONDS, lsof, "-nP", "-iUDP", "-F", "pcutPn").lines();
    return LsofListing.sockets(Stream.concat(tcp.stream(), udp.stream()).toList());
  }

  private List<BoundSocket> listed() {
    List<BoundSocket> known = listed;
    if (known == null) {
      known = list();
      listed = known;
    }
    return known;
  }

  private List<BoundSocket> list() {
    try {
      return source.list();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the sockets of this host are not known", e);
      failed = true;
      return List.of();
    }
  }

  @Override
  public List<BoundSocket> bound(Transport transport) {
    return listed().stream().filter(socket -> socket.transport() == transport).distinct().toList();
  }

  @Override
  public Map<BoundSocket, SocketProcess> owners(Collection<BoundSocket> sockets) {
    Map<BoundSocket, SocketProcess> owners = new HashMap<>();
    for (BoundSocket socket : sockets) {
      SocketProcess process = socket.process();
      if (process != null) {
        owners.put(socket, process);
      }
    }
    return owners;
  }

  @Override
  public boolean isReadable() {
    var unused = listed();
    return !failed;
  }
}

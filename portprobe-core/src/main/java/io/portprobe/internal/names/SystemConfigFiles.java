package io.portprobe.internal.names;

import io.netty.resolver.HostsFileEntriesProvider;
import io.portprobe.internal.net.Errno;
import io.portprobe.internal.util.Randomness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The files that configure name resolution on Linux. They are checked for changes at most every
 * {@value #FRESH_MILLIS} ms and read again when changed, on a background thread. Thread-safe.
 */
final class SystemConfigFiles {
  static final int FRESH_MILLIS = 100;

  /** A hosts file may list many names; a larger file is left to the system. */
  private static final long MAX_BYTES = 64L << 20;

  private final Path etc;
  private final Executor background;
  private @Nullable CompletableFuture<SystemConfig> latest; // guarded by this
  private long latestNanos; // guarded by this
  private @Nullable Stamped last; // confined to one read at a time

  private record Stamped(List<String> stamps, SystemConfig config) {}

  /**
   * Creates a reader.
   *
   * @param etc the folder of the files, usually {@code /etc}
   * @param background runs blocking reads
   */
  SystemConfigFiles(Path etc, Executor background) {
    this.etc = etc;
    this.background = background;
  }

  /**
   * Returns the configuration of now. The future completes on a background thread; with an {@link
   * UncheckedIOException} if this host has no descriptor to read a file with.
   */
  synchronized CompletableFuture<SystemConfig> current() {
    CompletableFuture<SystemConfig> known = latest;
    long now = System.nanoTime();
    if (known != null && (!known.isDone() || now - latestNanos < FRESH_MILLIS * 1_000_000L)) {
      return known;
    }
    latestNanos = now;
    CompletableFuture<SystemConfig> reading = CompletableFuture.supplyAsync(this::read, background);
    latest = reading;
    return reading;
  }

  private SystemConfig read() {
    var unused = Randomness.shared(); // seeded on this thread, since reading a seed may block
    List<Path> files =
        List.of(etc.resolve("nsswitch.conf"), etc.resolve("hosts"), etc.resolve("resolv.conf"));
    List<String> stamps = files.stream().map(SystemConfigFiles::stamp).toList();
    Stamped before = last;
    if (before != null && before.stamps().equals(stamps)) {
      return before.config();
    }
    try {
      SystemConfig config = parse(files.get(0), files.get(1), files.get(2));
      last = new Stamped(stamps, config);
      return config;
    } catch (IOException e) {
      if (Errno.of(e).orElse(Errno.EIO).isShortage()) {
        throw new UncheckedIOException(e);
      }
      return SystemConfig.FOREIGN; // a file that cannot be read: the system resolves
    }
  }

  private static SystemConfig parse(Path sources, Path hosts, Path dns) throws IOException {
    return new SystemConfig(
        NameSources.parse(lines(sources), hostName()),
        hosts(hosts),
        ResolvConf.parse(lines(dns), System.getenv("LOCALDOMAIN"), System.getenv("RES_OPTIONS")));
  }

  /** Identifies the content of a file; "-" if there is none. */
  private static String stamp(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.lastModifiedTime().toInstant()
          + " "
          + attributes.size()
          + " "
          + attributes.fileKey();
    } catch (IOException e) {
      return "-";
    }
  }

  private static List<String> lines(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    limit(file);
    return List.of(Files.readString(file, StandardCharsets.ISO_8859_1).split("\r?\n"));
  }

  private static Map<String, List<InetAddress>> hosts(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Map.of();
    }
    limit(file);
    HostsFileEntriesProvider entries =
        HostsFileEntriesProvider.parser().parse(file.toFile(), StandardCharsets.ISO_8859_1);
    Map<String, List<InetAddress>> hosts = new HashMap<>();
    entries.ipv4Entries().forEach((name, list) -> hosts.put(name, new ArrayList<>(list)));
    entries
        .ipv6Entries()
        .forEach((name, list) -> hosts.computeIfAbsent(name, n -> new ArrayList<>()).addAll(list));
    return hosts;
  }

  private static void limit(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + ": more than " + MAX_BYTES + " bytes");
    }
  }

  private static String hostName() throws IOException {
    Path file = Path.of("/proc/sys/kernel/hostname");
    return Files.exists(file) ? SystemConfig.plain(Files.readString(file).trim()) : "";
  }
}

package io.portprobe.internal.dialogue;

import io.portprobe.internal.dialogue.ProtocolRegistry.Entry;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The discovery of portprobe's own protocols by the index in their jar. It contains the name and
 * the default ports of each, so that the class of a protocol is loaded when it is first needed: to
 * load all of them takes a twelfth of the time of a first probe.
 *
 * <p>The index is used only where it gives the same result as {@link java.util.ServiceLoader}: on
 * the class path, by the class loader of portprobe, and without plug-ins. Then the names in the
 * service files are those of the index.
 */
final class BundledProtocols {
  private static final String SERVICES = "META-INF/services/" + Protocol.class.getName();

  /** Lines of class name, protocol name and default ports, divided by tabs. */
  private static final String INDEX = "io/portprobe/protocols/internal/protocols.tsv";

  private BundledProtocols() {}

  /**
   * Returns the protocols that a class loader discovers, by name; empty if {@link
   * java.util.ServiceLoader} has to discover them.
   *
   * @param loader the class loader; null for the system class loader
   */
  static Optional<Map<String, Entry>> discover(@Nullable ClassLoader loader) {
    ClassLoader own = BundledProtocols.class.getClassLoader();
    if (own == null // on the boot class path, for example of an agent
        || loader != own
        || BundledProtocols.class.getModule().isNamed()
        || System.getProperty("jdk.module.path") != null) {
      return Optional.empty();
    }
    try {
      Map<String, String> index = new HashMap<>();
      for (String line : lines(own, INDEX)) {
        index.put(line.substring(0, line.indexOf('\t')), line);
      }
      Map<String, Entry> found = new TreeMap<>();
      for (String className : new HashSet<>(lines(own, SERVICES))) {
        String line = index.get(className);
        if (line == null) { // a plug-in
          return Optional.empty();
        }
        Entry entry = entry(line.split("\t", -1), own);
        found.put(entry.name(), entry);
      }
      return found.isEmpty() ? Optional.empty() : Optional.of(found);
    } catch (IOException e) { // ServiceLoader reports it
      return Optional.empty();
    }
  }

  /** Returns the lines of all resources with a name, without comments and blanks. */
  private static List<String> lines(ClassLoader loader, String name) throws IOException {
    List<String> lines = new ArrayList<>();
    Enumeration<URL> resources = loader.getResources(name);
    while (resources.hasMoreElements()) {
      try (InputStream in = resources.nextElement().openStream();
          BufferedReader reader =
              new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          int comment = line.indexOf('#');
          String text = (comment < 0 ? line : line.substring(0, comment)).strip();
          if (!text.isEmpty()) {
            lines.add(text);
          }
        }
      }
    }
    return lines;
  }

  private static Entry entry(String[] columns, ClassLoader loader) {
    Set<Binding> bindings = new HashSet<>();
    for (String text : columns[2].split(",", -1)) {
      bindings.add(binding(text.split("/", -1)));
    }
    Loaded loaded = new Loaded(columns[0], loader);
    return new Entry(
        columns[1],
        loaded,
        Set.copyOf(bindings),
        () -> List.copyOf(loaded.get().options()),
        Step.MAX_RECONNECTS);
  }

  /** Reads kind, port, priority and, if replies come from any port, a fourth part. */
  private static Binding binding(String[] parts) {
    int port = Integer.parseInt(parts[1]);
    Binding binding =
        switch (parts[0]) {
          case "tls" -> Binding.tls(port);
          case "udp" -> Binding.udp(port);
          default -> Binding.tcp(port);
        };
    Binding sorted = binding.withPriority(Integer.parseInt(parts[2]));
    return parts.length > 3 ? sorted.withRepliesFromAnyPort() : sorted;
  }

  /**
   * A protocol that is loaded once, when it is first needed. A failure is logged once, and the next
   * call tries again: without a free file descriptor, for example, a class may not be readable.
   * Thread-safe.
   */
  private static final class Loaded implements Supplier<Protocol> {
    private final String className;
    private final ClassLoader loader;
    private volatile @Nullable Protocol protocol;

    /** Whether a failure was logged. Guarded by this. */
    private boolean logged;

    Loaded(String className, ClassLoader loader) {
      this.className = className;
      this.loader = loader;
    }

    @Override
    public Protocol get() {
      Protocol known = protocol;
      return known == null ? load() : known;
    }

    private synchronized Protocol load() {
      Protocol known = protocol;
      if (known != null) {
        return known;
      }
      try {
        known =
            Class.forName(className, true, loader)
                .asSubclass(Protocol.class)
                .getConstructor()
                .newInstance();
      } catch (ReflectiveOperationException | LinkageError e) {
        if (!logged) {
          logged = true;
          System.getLogger("io.portprobe")
              .log(System.Logger.Level.WARNING, "a protocol was not loaded: " + className, e);
        }
        throw new IllegalStateException(className + ": " + e, e);
      }
      protocol = known;
      return known;
    }
  }
}

package io.portprobe.internal.dialogue;

import io.portprobe.Transport;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.spi.Step;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The protocols of a client, by name and by default port. Immutable. */
public final class ProtocolRegistry {
  private static final int LONGEST_NAME = 32;

  /** The packages of portprobe's own protocols. */
  private static final String BUNDLED = "io.portprobe.protocols.internal.";

  /** Set in the keys of UDP ports. */
  private static final int UDP = 1 << Character.SIZE;

  private static final int MAX_BROKEN = 1_000;

  private static final String MISSING_CLASS =
      " (a plug-in needs this class: add its dependency to the class path of the plug-in)";

  /**
   * The values have no class of a plug-in, which would keep the class loader. Guarded by itself.
   */
  private static final Map<ClassLoader, Map<String, Set<Binding>>> DISCOVERED = new WeakHashMap<>();

  /**
   * A protocol with its validated name and default ports.
   *
   * @param name the name
   * @param protocol the plug-in
   * @param bindings the default ports
   * @param declared returns the options; thread-safe
   * @param maxReconnects how often a dialogue may connect again
   */
  public record Entry(
      String name,
      Protocol protocol,
      Set<Binding> bindings,
      Supplier<List<ProtocolOption<?>>> declared,
      int maxReconnects) {
    /** Creates the entry of a protocol without options. */
    public Entry(String name, Protocol protocol, Set<Binding> bindings) {
      this(name, protocol, bindings, List::of, Step.MAX_RECONNECTS);
    }

    /** Returns the options. */
    public List<ProtocolOption<?>> options() {
      return declared.get();
    }

    /** Returns whether a default port is over a transport. */
    public boolean supports(Transport transport) {
      for (Binding binding : bindings) {
        if (binding.transport() == transport) {
          return true;
        }
      }
      return false;
    }

    /** Returns the binding of a port, one with TLS if there are two; empty if it is no default. */
    public Optional<Binding> on(Transport transport, int port) {
      @Nullable Binding found = null;
      for (Binding binding : bindings) {
        if (binding.transport() == transport
            && binding.port() == port
            && (found == null || binding.tls())) {
          found = binding;
        }
      }
      return Optional.ofNullable(found);
    }

    /** Returns whether replies over UDP may come from any port of the probed address. */
    public boolean repliesFromAnyPort() {
      return bindings.stream().anyMatch(Binding::repliesFromAnyPort);
    }
  }

  private final Map<String, Entry> byName;
  private final Map<Integer, List<Entry>> byPort;
  private final List<String> broken;

  private ProtocolRegistry(
      Map<String, Entry> byName, Map<Integer, List<Entry>> byPort, List<String> broken) {
    this.byName = byName;
    this.byPort = byPort;
    this.broken = broken;
  }

  /**
   * Returns the default ports of the protocols that are discovered by the context class loader, by
   * name. They are discovered once for each class loader.
   *
   * @throws IllegalStateException if two protocols have the same name and neither or both are of
   *     portprobe
   */
  public static Map<String, Set<Binding>> discoveredBindings() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    synchronized (DISCOVERED) {
      return DISCOVERED.computeIfAbsent(
          loader == null ? ClassLoader.getSystemClassLoader() : loader,
          each ->
              of(List.of(), true, each).all().stream()
                  .collect(Collectors.toUnmodifiableMap(Entry::name, Entry::bindings)));
    }
  }

  /**
   * Collects the protocols of a client. Added protocols take precedence over discovered ones.
   *
   * @param classLoader where protocols are discovered, before the class loader of portprobe; null
   *     for the context class loader
   * @throws IllegalStateException if two added or two discovered protocols have the same name and
   *     neither or both are of portprobe, or an added protocol has an invalid name or no default
   *     port
   */
  public static ProtocolRegistry of(
      List<Protocol> protocols, boolean discovery, @Nullable ClassLoader classLoader) {
    List<String> broken = new ArrayList<>();
    Map<String, Entry> added = new TreeMap<>();
    for (Protocol protocol : protocols) {
      put(added, entry(protocol));
    }
    Map<String, Entry> discovered = discovery ? discover(classLoader, broken) : Map.of();
    Map<String, Entry> byName = new TreeMap<>(discovered);
    byName.putAll(added);
    return new ProtocolRegistry(byName, byPort(added, byName), List.copyOf(broken));
  }

  private static Map<Integer, List<Entry>> byPort(
      Map<String, Entry> added, Map<String, Entry> byName) {
    Map<Integer, List<Entry>> byPort = new HashMap<>();
    for (Entry entry : added.values()) {
      bind(byPort, entry);
    }
    for (Entry entry : byName.values()) {
      if (!added.containsKey(entry.name())) {
        bind(byPort, entry);
      }
    }
    for (Map.Entry<Integer, List<Entry>> bound : byPort.entrySet()) {
      sort(bound.getKey(), bound.getValue());
    }
    return byPort;
  }

  /**
   * Returns the entry of a protocol that is not part of a registry.
   *
   * @throws IllegalArgumentException if the protocol does not support the transport
   * @throws IllegalStateException if its name, bindings or options are invalid
   */
  public static Entry single(Protocol protocol, Transport transport) {
    Entry entry = entry(protocol);
    if (!entry.supports(transport)) {
      throw new IllegalArgumentException(
          "protocol: " + entry.name() + " (expected: a protocol over " + transport + ")");
    }
    return entry;
  }

  /** Returns the names of all protocols, sorted. */
  public Set<String> names() {
    return new TreeSet<>(byName.keySet());
  }

  /** Returns all protocols, sorted by name. */
  public List<Entry> all() {
    return List.copyOf(byName.values());
  }

  /** Returns the protocol bound to a port, the first if there are several. */
  public Optional<Entry> boundTo(Transport transport, int port) {
    List<Entry> bound = allBoundTo(transport, port);
    return bound.isEmpty() ? Optional.empty() : Optional.of(bound.get(0));
  }

  /** Returns the protocols bound to a port, in the order of precedence. */
  public List<Entry> allBoundTo(Transport transport, int port) {
    return byPort.getOrDefault(key(transport, port), List.of());
  }

  /**
   * Returns the protocol with a name, in any case.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Entry named(String name) {
    Entry entry = byName.get(name.toLowerCase(Locale.ROOT));
    if (entry == null) {
      throw new IllegalArgumentException(
          "protocol: " + SafeText.quote(name) + " (expected: " + String.join(", ", names()) + ")");
    }
    return entry;
  }

  /**
   * Returns the option with a name.
   *
   * @throws IllegalArgumentException if no protocol has it; the message lists the options that have
   *     a text form
   */
  public ProtocolOption<?> option(String name) {
    List<ProtocolOption<?>> options =
        byName.values().stream().flatMap(entry -> entry.options().stream()).toList();
    return options.stream()
        .filter(option -> option.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "option: "
                        + SafeText.quote(name)
                        + " (expected: "
                        + options.stream()
                            .filter(ProtocolOption::isText)
                            .map(ProtocolOption::name)
                            .sorted()
                            .collect(Collectors.joining(", "))
                        + ")"));
  }

  /**
   * Returns the protocol with a name, in any case.
   *
   * @throws IllegalArgumentException if there is none, or it does not support the transport
   */
  public Entry named(String name, Transport transport) {
    Entry entry = byName.get(name.toLowerCase(Locale.ROOT));
    if (entry == null || !entry.supports(transport)) {
      throw new IllegalArgumentException(
          "protocol: " + SafeText.quote(name) + " (expected: " + choices(transport) + ")");
    }
    return entry;
  }

  private String choices(Transport transport) {
    String known =
        byName.values().stream()
            .filter(entry -> entry.supports(transport))
            .map(Entry::name)
            .collect(Collectors.joining(", "));
    String over = " over " + transport;
    String choices = known.isEmpty() ? "none" + over : known + over;
    return broken.isEmpty() ? choices : choices + "; not loaded: " + String.join("; ", broken);
  }

  /**
   * Returns the discovered protocols by name. Those of the first class loader take precedence. The
   * class loader of portprobe makes its protocols known on every thread: threads of the common pool
   * have the system class loader as context, which sees no class of an executable jar or a war.
   */
  private static Map<String, Entry> discover(
      @Nullable ClassLoader classLoader, List<String> broken) {
    ClassLoader first =
        classLoader == null ? Thread.currentThread().getContextClassLoader() : classLoader;
    boolean otherCopy = classLoader == null && seesOtherCopy(first);
    Map<String, Entry> all = otherCopy ? new TreeMap<>() : discoverIn(first, broken);
    ClassLoader own = ProtocolRegistry.class.getClassLoader();
    if (own != first) {
      for (Entry entry : discoverIn(own, broken).values()) {
        all.putIfAbsent(entry.name(), entry);
      }
    }
    for (String defect : broken) {
      System.getLogger("io.portprobe")
          .log(System.Logger.Level.WARNING, "a protocol was not loaded: " + SafeText.line(defect));
    }
    return all;
  }

  /**
   * Returns whether a class loader has another copy of portprobe, whose protocols are of no use
   * here: two applications of one server, or a bundle that embeds its libraries.
   */
  private static boolean seesOtherCopy(@Nullable ClassLoader loader) {
    try {
      ClassLoader effective = loader == null ? ClassLoader.getSystemClassLoader() : loader;
      return Class.forName(Protocol.class.getName(), false, effective) != Protocol.class;
    } catch (ClassNotFoundException | LinkageError e) { // it has none
      return false;
    }
  }

  private static Map<String, Entry> discoverIn(@Nullable ClassLoader loader, List<String> broken) {
    Map<String, Entry> found = new TreeMap<>();
    Iterator<Protocol> providers = ServiceLoader.load(Protocol.class, loader).iterator();
    // After a provider that fails, the loader continues with the next.
    int failures = 0;
    while (failures < MAX_BROKEN) {
      Entry entry;
      try {
        if (!providers.hasNext()) {
          break;
        }
        entry = entry(providers.next());
      } catch (ServiceConfigurationError e) {
        addOnce(broken, e.getMessage() + cause(e));
        failures++;
        continue;
      } catch (Error e) { // compiled for a newer Java, or thrown by the constructor
        addOnce(broken, e + (e instanceof NoClassDefFoundError ? MISSING_CLASS : ""));
        failures++;
        continue;
      } catch (IllegalStateException e) { // thrown by entry()
        addOnce(broken, String.valueOf(e.getMessage()));
        failures++;
        continue;
      }
      putDiscovered(found, entry);
    }
    return found;
  }

  /**
   * Adds a discovered protocol. A plug-in takes precedence over a protocol of portprobe with its
   * name, so that a protocol that a new version of portprobe adds does not break its users.
   */
  private static void putDiscovered(Map<String, Entry> found, Entry entry) {
    Entry other = found.get(entry.name());
    if (other != null && isBundled(other.protocol()) != isBundled(entry.protocol())) {
      found.put(entry.name(), isBundled(entry.protocol()) ? other : entry);
    } else {
      put(found, entry);
    }
  }

  private static boolean isBundled(Protocol protocol) {
    return protocol.getClass().getName().startsWith(BUNDLED);
  }

  /** The second class loader may find the same plug-in. */
  private static void addOnce(List<String> broken, String defect) {
    if (!broken.contains(defect)) {
      broken.add(defect);
    }
  }

  /** Returns the cause, or the exception of a static initializer that it wraps. */
  private static String cause(Throwable e) {
    Throwable cause = e.getCause();
    if (cause instanceof ExceptionInInitializerError && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause == null ? "" : " (" + cause + ")";
  }

  /**
   * Reads and validates the constant properties of a plug-in.
   *
   * @throws IllegalStateException with one sentence that names the class, for every kind of defect
   */
  private static Entry entry(Protocol protocol) {
    String name = read(protocol, "name", protocol::name);
    if (!isName(name)) {
      throw wrong(
          protocol,
          "name: %s (expected: 1-32 lower-case letters, digits and hyphens)"
              .formatted(SafeText.quote(name)));
    }
    Set<Binding> bindings = read(protocol, "bindings", () -> copyOrNull(protocol.bindings()));
    if (bindings.isEmpty()) {
      throw wrong(protocol, "bindings: [] (expected: at least one binding)");
    }
    return new Entry(name, protocol, bindings, options(protocol), Step.MAX_RECONNECTS);
  }

  /**
   * Returns what reads the options. Those of a plug-in are read and validated once, now. Those of
   * portprobe are valid, and are read when they are needed: their values initialise many classes.
   */
  private static Supplier<List<ProtocolOption<?>>> options(Protocol protocol) {
    if (isBundled(protocol)) {
      return () -> List.copyOf(protocol.options());
    }
    List<ProtocolOption<?>> options =
        read(protocol, "options", () -> copyOrNull(protocol.options()));
    Set<String> names = new HashSet<>();
    for (ProtocolOption<?> option : options) {
      if (!names.add(option.name())) {
        throw wrong(
            protocol, "options: two are named " + option.name() + " (expected: unique names)");
      }
    }
    return () -> options;
  }

  private static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-') {
        return false;
      }
    }
    return !name.isEmpty() && name.length() <= LONGEST_NAME;
  }

  private static @Nullable Set<Binding> copyOrNull(@Nullable Set<Binding> bindings) {
    return bindings == null ? null : Set.copyOf(bindings);
  }

  private static @Nullable List<ProtocolOption<?>> copyOrNull(
      @Nullable List<ProtocolOption<?>> options) {
    return options == null ? null : List.copyOf(options);
  }

  private static <T> T read(Protocol protocol, String property, Supplier<@Nullable T> getter) {
    @Nullable T value;
    try {
      value = getter.get();
    } catch (RuntimeException | Error e) {
      throw new IllegalStateException(
          protocol.getClass().getName() + ": " + property + "() threw " + e, e);
    }
    if (value == null) {
      throw wrong(protocol, property + ": null (expected: a value)");
    }
    return value;
  }

  private static IllegalStateException wrong(Protocol protocol, String defect) {
    return new IllegalStateException(protocol.getClass().getName() + ": " + defect);
  }

  private static void put(Map<String, Entry> entries, Entry entry) {
    Entry other = entries.putIfAbsent(entry.name(), entry);
    if (other != null) {
      throw new IllegalStateException(
          "two protocols are named '"
              + entry.name()
              + "': "
              + other.protocol().getClass().getName()
              + " and "
              + entry.protocol().getClass().getName());
    }
  }

  /** Returns the key of a port: a record as key would take milliseconds in a new JVM. */
  private static int key(Transport transport, int port) {
    return transport == Transport.TCP ? port : UDP | port;
  }

  private static void bind(Map<Integer, List<Entry>> byPort, Entry entry) {
    for (Binding binding : entry.bindings()) {
      int key = key(binding.transport(), binding.port());
      List<Entry> bound = byPort.get(key);
      if (bound == null) {
        bound = new ArrayList<>(1);
        byPort.put(key, bound);
      }
      // An entry that is bound with and without TLS was added just before.
      if (bound.isEmpty() || !bound.get(bound.size() - 1).name().equals(entry.name())) {
        bound.add(entry);
      }
    }
  }

  /** Sorts by priority. Among equals, protocols that were added remain first, then by name. */
  private static void sort(int key, List<Entry> bound) {
    if (bound.size() > 1) {
      Transport transport = key < UDP ? Transport.TCP : Transport.UDP;
      int port = key & (UDP - 1);
      bound.sort(
          (a, b) -> Integer.compare(priority(b, transport, port), priority(a, transport, port)));
    }
  }

  private static int priority(Entry entry, Transport transport, int port) {
    Optional<Binding> binding = entry.on(transport, port);
    return binding.isPresent() ? binding.get().priority() : 0;
  }
}

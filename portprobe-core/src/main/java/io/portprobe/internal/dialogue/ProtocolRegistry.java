package io.portprobe.internal.dialogue;

import io.portprobe.Transport;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.spi.Step;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The protocols of a client, by name and by default port. Immutable. */
public final class ProtocolRegistry {
  /** Set in the keys of UDP ports. */
  private static final int UDP = 1 << Character.SIZE;

  /**
   * The values have no class of a plug-in, which would keep the class loader. Guarded by itself.
   */
  private static final Map<ClassLoader, Map<String, Set<Binding>>> DISCOVERED = new WeakHashMap<>();

  /**
   * A protocol with its validated name and default ports.
   *
   * @param name the name
   * @param source returns the plug-in, always the same; thread-safe
   * @param bindings the default ports
   * @param declared returns the options; thread-safe
   * @param maxReconnects how often a dialogue may connect again
   */
  public record Entry(
      String name,
      Supplier<Protocol> source,
      Set<Binding> bindings,
      Supplier<List<ProtocolOption<?>>> declared,
      int maxReconnects) {
    /** Creates the entry of a protocol that is loaded. */
    public Entry(
        String name,
        Protocol protocol,
        Set<Binding> bindings,
        Supplier<List<ProtocolOption<?>>> declared,
        int maxReconnects) {
      this(name, () -> protocol, bindings, declared, maxReconnects);
    }

    /** Creates the entry of a protocol without options. */
    public Entry(String name, Protocol protocol, Set<Binding> bindings) {
      this(name, protocol, bindings, List::of, Step.MAX_RECONNECTS);
    }

    /**
     * Returns the plug-in. Loads it at the first call, if it is one of portprobe.
     *
     * @throws IllegalStateException if it cannot be loaded; the message has the class and the cause
     */
    public Protocol protocol() {
      return source.get();
    }

    /** Returns whether the plug-in can be loaded, and loads it. */
    public boolean isLoadable() {
      try {
        Protocol unused = source.get();
        return true;
      } catch (IllegalStateException e) { // logged once by the source
        return false;
      }
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
      put(added, ProtocolProperties.entry(protocol));
    }
    Map<String, Entry> discovered =
        discovery ? ProtocolDiscovery.discover(classLoader, broken) : Map.of();
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
    Entry entry = ProtocolProperties.entry(protocol);
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

  /**
   * Returns the protocol bound to a port, the first if there are several. It is loaded. Protocols
   * that cannot be loaded are skipped.
   */
  public Optional<Entry> boundTo(Transport transport, int port) {
    for (Entry entry : allBoundTo(transport, port)) {
      if (entry.isLoadable()) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  /** Loads a protocol in the thread of the caller, before the time of a probe starts. */
  private static Entry loaded(Entry entry) {
    try {
      Protocol unused = entry.protocol();
      return entry;
    } catch (IllegalStateException e) {
      throw new IllegalArgumentException(
          "protocol: '"
              + entry.name()
              + "' (not loaded: "
              + SafeText.line(String.valueOf(e.getMessage()))
              + ")",
          e);
    }
  }

  /** Returns the protocols bound to a port, in the order of precedence. */
  public List<Entry> allBoundTo(Transport transport, int port) {
    return byPort.getOrDefault(key(transport, port), List.of());
  }

  /**
   * Returns the protocol with a name, in any case. It is loaded.
   *
   * @throws IllegalArgumentException if there is none, or it cannot be loaded
   */
  public Entry named(String name) {
    Entry entry = byName.get(name.toLowerCase(Locale.ROOT));
    if (entry == null) {
      throw new IllegalArgumentException(
          "protocol: "
              + SafeText.quote(name)
              + " (expected: "
              + withBroken(String.join(", ", names()), broken)
              + ")");
    }
    return loaded(entry);
  }

  /**
   * Returns the option with a name. Loads protocols until one has it.
   *
   * @throws IllegalArgumentException if no protocol has it; the message lists the options that have
   *     a text form, and the protocols that were not loaded
   */
  public ProtocolOption<?> option(String name) {
    List<String> known = new ArrayList<>();
    List<String> failed = new ArrayList<>(broken);
    for (Entry entry : byName.values()) {
      for (ProtocolOption<?> option : options(entry, failed)) {
        if (option.name().equals(name)) {
          return option;
        }
        if (option.isText()) {
          known.add(option.name());
        }
      }
    }
    known.sort(null);
    throw new IllegalArgumentException(
        "option: "
            + SafeText.quote(name)
            + " (expected: "
            + withBroken(String.join(", ", known), failed)
            + ")");
  }

  private static List<ProtocolOption<?>> options(Entry entry, List<String> failed) {
    try {
      return entry.options();
    } catch (IllegalStateException | LinkageError e) { // only the call that needs it fails
      failed.add(SafeText.line(e.toString()));
      return List.of();
    }
  }

  /**
   * Returns the protocol with a name, in any case. It is loaded.
   *
   * @throws IllegalArgumentException if there is none, it does not support the transport, or it
   *     cannot be loaded
   */
  public Entry named(String name, Transport transport) {
    Entry entry = byName.get(name.toLowerCase(Locale.ROOT));
    if (entry == null || !entry.supports(transport)) {
      throw new IllegalArgumentException(
          "protocol: " + SafeText.quote(name) + " (expected: " + choices(transport) + ")");
    }
    return loaded(entry);
  }

  private String choices(Transport transport) {
    String known =
        byName.values().stream()
            .filter(entry -> entry.supports(transport))
            .map(Entry::name)
            .collect(Collectors.joining(", "));
    String over = " over " + transport;
    String choices = known.isEmpty() ? "none" + over : known + over;
    return withBroken(choices, broken);
  }

  private static String withBroken(String choices, List<String> broken) {
    return broken.isEmpty() ? choices : choices + "; not loaded: " + String.join("; ", broken);
  }

  /**
   * Adds an entry.
   *
   * @throws IllegalStateException if there is one with its name
   */
  static void put(Map<String, Entry> entries, Entry entry) {
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

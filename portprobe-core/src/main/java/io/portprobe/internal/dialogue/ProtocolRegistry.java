package io.portprobe.internal.dialogue;

import io.portprobe.Transport;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.HashMap;
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
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The protocols of one client: by name, and by the port they are at home on. */
public final class ProtocolRegistry {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");
  private static final int MOST_BROKEN = 1_000;

  /** A protocol, with the parts of it that were asked for once and checked. */
  public record Entry(String name, Protocol protocol, Set<Binding> home) {
    boolean speaksOver(Transport transport) {
      return home.stream().anyMatch(binding -> binding.transport() == transport);
    }

    /** Whether TLS comes first on a port: as the home says, plain where it says nothing. */
    public boolean tlsOn(Transport transport, int port) {
      return transport == Transport.TCP && home.contains(Binding.tls(port));
    }
  }

  private record Place(Transport transport, int port) {}

  private final Map<String, Entry> byName;
  private final Map<Place, Entry> byPlace;
  private final List<String> broken;

  private ProtocolRegistry(
      Map<String, Entry> byName, Map<Place, Entry> byPlace, List<String> broken) {
    this.byName = byName;
    this.byPlace = byPlace;
    this.broken = broken;
  }

  public static ProtocolRegistry of(
      List<Protocol> protocols, boolean discovery, @Nullable ClassLoader classLoader) {
    List<String> broken = new ArrayList<>();
    Map<String, Entry> added = new TreeMap<>();
    protocols.forEach(protocol -> put(added, entry(protocol)));
    Map<String, Entry> discovered = new TreeMap<>();
    if (discovery) {
      discover(classLoader, broken).forEach(entry -> put(discovered, entry));
    }
    Map<String, Entry> byName = new TreeMap<>(discovered);
    byName.putAll(added);
    Map<Place, Entry> byPlace = new HashMap<>();
    added.values().forEach(entry -> settle(byPlace, entry));
    byName.values().forEach(entry -> settle(byPlace, entry));
    return new ProtocolRegistry(byName, byPlace, List.copyOf(broken));
  }

  public Set<String> names() {
    return new TreeSet<>(byName.keySet());
  }

  /** The protocol at home on a port, if any. */
  public Optional<Entry> atHome(Transport transport, int port) {
    return Optional.ofNullable(byPlace.get(new Place(transport, port)));
  }

  /**
   * The protocol of a name, in any case.
   *
   * @throws IllegalArgumentException if there is none, or it does not speak over the transport
   */
  public Entry named(String name, Transport transport) {
    Entry entry = byName.get(name.toLowerCase(Locale.ROOT));
    if (entry == null || !entry.speaksOver(transport)) {
      throw new IllegalArgumentException(
          "protocol: " + SafeText.quote(name) + " (expected: " + choices(transport) + ")");
    }
    return entry;
  }

  private String choices(Transport transport) {
    String known =
        byName.values().stream()
            .filter(entry -> entry.speaksOver(transport))
            .map(Entry::name)
            .collect(Collectors.joining(", "));
    String over = " over " + transport;
    String choices = known.isEmpty() ? "none is known" + over : known + over;
    return broken.isEmpty() ? choices : choices + "; not loaded: " + String.join("; ", broken);
  }

  private static List<Entry> discover(@Nullable ClassLoader classLoader, List<String> broken) {
    ClassLoader loader =
        classLoader == null ? Thread.currentThread().getContextClassLoader() : classLoader;
    List<Entry> found = new ArrayList<>();
    Iterator<Protocol> providers = ServiceLoader.load(Protocol.class, loader).iterator();
    // A provider that fails harms no other; the loader goes on behind it.
    while (broken.size() < MOST_BROKEN) {
      try {
        if (!providers.hasNext()) {
          break;
        }
        found.add(entry(providers.next()));
      } catch (ServiceConfigurationError e) {
        broken.add(e.getMessage() + cause(e));
      } catch (IllegalStateException e) { // what entry() says
        broken.add(e.getMessage());
      }
    }
    return found;
  }

  private static String cause(Throwable e) {
    return e.getCause() == null ? "" : " (" + e.getCause() + ")";
  }

  /**
   * Asks a plug-in for what does not change.
   *
   * @throws IllegalStateException in one sentence that names the class, whatever is wrong with it
   */
  private static Entry entry(Protocol protocol) {
    String name = asked(protocol, "name", protocol::name);
    if (!NAME.matcher(name).matches()) {
      throw wrong(
          protocol,
          "name: %s (expected: 1-32 lower-case letters, digits and hyphens)"
              .formatted(SafeText.quote(name)));
    }
    Set<Binding> home = asked(protocol, "home", () -> copyOrNull(protocol.bindings()));
    if (home.isEmpty()) {
      throw wrong(protocol, "home: [] (expected: at least one binding)");
    }
    return new Entry(name, protocol, home);
  }

  private static @Nullable Set<Binding> copyOrNull(@Nullable Set<Binding> home) {
    return home == null ? null : Set.copyOf(home);
  }

  private static <T> T asked(Protocol protocol, String what, Supplier<@Nullable T> question) {
    @Nullable T answer;
    try {
      answer = question.get();
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      throw new IllegalStateException(
          protocol.getClass().getName() + ": " + what + "() threw " + e, e);
    }
    if (answer == null) {
      throw wrong(protocol, what + ": null (expected: a value)");
    }
    return answer;
  }

  private static IllegalStateException wrong(Protocol protocol, String what) {
    return new IllegalStateException(protocol.getClass().getName() + ": " + what);
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

  private static void settle(Map<Place, Entry> byPlace, Entry entry) {
    for (Binding binding : entry.home()) {
      byPlace.putIfAbsent(new Place(binding.transport(), binding.port()), entry);
    }
  }
}

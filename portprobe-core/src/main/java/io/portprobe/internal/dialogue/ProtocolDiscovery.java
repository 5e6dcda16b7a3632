package io.portprobe.internal.dialogue;

import io.portprobe.internal.dialogue.ProtocolRegistry.Entry;
import io.portprobe.spi.Protocol;
import io.portprobe.text.SafeText;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The discovery of protocols by class loaders. */
final class ProtocolDiscovery {
  /** The packages of portprobe's own protocols. */
  private static final String BUNDLED = "io.portprobe.protocols.internal.";

  private static final int MAX_BROKEN = 1_000;

  private static final String MISSING_CLASS =
      " (a plug-in needs this class: add its dependency to the class path of the plug-in)";

  private ProtocolDiscovery() {}

  /**
   * Returns the discovered protocols by name. Those of the first class loader take precedence. The
   * class loader of portprobe makes its protocols known on every thread: threads of the common pool
   * have the system class loader as context, which sees no class of an executable jar or a war.
   */
  static Map<String, Entry> discover(@Nullable ClassLoader classLoader, List<String> broken) {
    ClassLoader first =
        classLoader == null ? Thread.currentThread().getContextClassLoader() : classLoader;
    boolean otherCopy = classLoader == null && seesOtherCopy(first);
    Map<String, Entry> all = otherCopy ? new TreeMap<>() : discoverIn(first, broken);
    ClassLoader own = ProtocolDiscovery.class.getClassLoader();
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
    Optional<Map<String, Entry>> bundled = BundledProtocols.discover(loader);
    return bundled.isPresent() ? bundled.get() : discoverProviders(loader, broken);
  }

  private static Map<String, Entry> discoverProviders(
      @Nullable ClassLoader loader, List<String> broken) {
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
        entry = ProtocolProperties.entry(providers.next());
      } catch (ServiceConfigurationError e) {
        addOnce(broken, e.getMessage() + cause(e));
        failures++;
        continue;
      } catch (Error e) { // compiled for a newer Java, or thrown by the constructor
        addOnce(broken, e + (e instanceof NoClassDefFoundError ? MISSING_CLASS : ""));
        failures++;
        continue;
      } catch (IllegalStateException e) { // thrown by ProtocolProperties.entry()
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
      ProtocolRegistry.put(found, entry);
    }
  }

  static boolean isBundled(Protocol protocol) {
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
}

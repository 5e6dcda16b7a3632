package io.portprobe.examples.portqry.queries;

import io.portprobe.Transport;
import io.portprobe.spi.Protocol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The protocols that the user added. They are spoken on their default ports and on ports that the
 * services file gives their name, unlike the protocols of portprobe that PortQry does not know.
 */
public final class PlugIns {
  /** The package of the protocols of portprobe. */
  private static final String BUNDLED = "io.portprobe.protocols.";

  /**
   * Set by the launcher to {@value #NONE} if the class path has only the jar of portprobe. The
   * search for plug-ins loads the class of each protocol, which takes longer than a probe.
   */
  private static final String PROPERTY = "portqry.plugIns";

  private static final String NONE = "none";

  private static final int MAX_BROKEN = 1_000;

  private final List<Protocol> protocols;

  private PlugIns(Collection<Protocol> protocols) {
    this.protocols = List.copyOf(protocols);
  }

  /** Returns plug-ins for a test. */
  public static PlugIns of(Protocol... protocols) {
    return new PlugIns(List.of(protocols));
  }

  /**
   * Finds the plug-ins on the class path. Skips a plug-in that does not load: the client has logged
   * it already.
   */
  public static PlugIns discover() {
    if (NONE.equals(System.getProperty(PROPERTY))) {
      return new PlugIns(List.of());
    }
    List<Protocol> found = new ArrayList<>();
    Iterator<ServiceLoader.Provider<Protocol>> providers =
        ServiceLoader.load(Protocol.class).stream().iterator();
    for (int broken = 0; broken < MAX_BROKEN; ) {
      try {
        if (!providers.hasNext()) {
          break;
        }
        ServiceLoader.Provider<Protocol> provider = providers.next();
        if (!provider.type().getName().startsWith(BUNDLED)) {
          found.add(provider.get());
        }
      } catch (ServiceConfigurationError | LinkageError e) {
        broken++;
      }
    }
    return new PlugIns(found);
  }

  /**
   * Returns the name of the plug-in for a port.
   *
   * @param service the name that the services file of the user gives the port, in any case
   */
  public Optional<String> speaking(Optional<String> service, Transport transport, int port) {
    if (protocols.isEmpty()) {
      return Optional.empty();
    }
    return protocols.stream()
        .filter(protocol -> isNamed(protocol, service) || isBound(protocol, transport, port))
        .filter(
            protocol ->
                protocol.bindings().stream().anyMatch(binding -> binding.transport() == transport))
        .map(Protocol::name)
        .findFirst();
  }

  private static boolean isNamed(Protocol protocol, Optional<String> service) {
    return service
        .filter(name -> name.toLowerCase(Locale.ROOT).equals(protocol.name()))
        .isPresent();
  }

  private static boolean isBound(Protocol protocol, Transport transport, int port) {
    return protocol.bindings().stream()
        .anyMatch(binding -> binding.transport() == transport && binding.port() == port);
  }
}

package io.portprobe.examples.portqry;

import io.portprobe.NameResolver;
import io.portprobe.ProbeClient;
import io.portprobe.examples.portqry.console.Console;
import io.portprobe.examples.portqry.local.LocalMode;
import io.portprobe.examples.portqry.local.LocalPortSource;
import io.portprobe.examples.portqry.queries.PlugIns;
import java.io.PrintStream;
import java.net.InetAddress;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Everything a run uses of its process; a test supplies its own.
 *
 * @param clients creates the client of the run
 * @param resolver resolves names
 * @param names resolves addresses to names; may block
 * @param computer returns the name of this computer; may block
 * @param out standard output
 * @param plugIns finds the protocols that the user added
 * @param console the terminal of the user
 * @param clock the local time
 * @param ports returns the ports of this computer
 */
record Environment(
    ClientFactory clients,
    NameResolver resolver,
    ReverseLookup names,
    Supplier<String> computer,
    Supplier<PlugIns> plugIns,
    PrintStream out,
    Console console,
    Supplier<LocalDateTime> clock,
    Supplier<LocalPortSource> ports) {

  /** Creates clients. */
  @FunctionalInterface
  interface ClientFactory {
    /**
     * Creates a client, which the caller closes.
     *
     * @param resolver its name resolver
     * @param window the maximum number of open sockets
     */
    ProbeClient open(NameResolver resolver, int window);
  }

  /** Resolves an address to a name. */
  @FunctionalInterface
  interface ReverseLookup {
    /** Returns the name of an address; may block without limit. */
    Optional<String> nameOf(InetAddress address);
  }

  /** Returns the environment of this process. */
  static Environment ofProcess() {
    return new Environment(
        (resolver, window) -> ProbeClient.builder().resolver(resolver).window(window).build(),
        NameResolver.system(),
        Environment::canonicalName,
        ComputerName::name,
        PlugIns::discover,
        System.out,
        Console.ofProcess(),
        LocalDateTime::now,
        LocalMode::systemPorts);
  }

  private static Optional<String> canonicalName(InetAddress address) {
    String name = address.getCanonicalHostName();
    return name.equals(address.getHostAddress()) ? Optional.empty() : Optional.of(name);
  }
}

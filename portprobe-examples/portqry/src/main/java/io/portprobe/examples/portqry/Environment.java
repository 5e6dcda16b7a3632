package io.portprobe.examples.portqry;

import io.portprobe.NameResolver;
import io.portprobe.ProbeClient;
import java.io.PrintStream;
import java.net.InetAddress;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The world around a run, so that a test can stand in for it.
 *
 * @param clients makes the client of the run
 * @param resolver finds the addresses of names
 * @param names finds the names of addresses; may block
 * @param computer finds the name of this computer; may block
 * @param out standard output
 * @param console the person at the other end
 * @param clock the local time
 */
record Environment(
    ClientFactory clients,
    NameResolver resolver,
    ReverseLookup names,
    Supplier<String> computer,
    PrintStream out,
    Console console,
    Supplier<LocalDateTime> clock) {

  /** Makes clients. */
  @FunctionalInterface
  interface ClientFactory {
    /**
     * Makes a client, which its user closes.
     *
     * @param resolver where it finds addresses
     * @param window how many sockets it may open at once
     */
    ProbeClient open(NameResolver resolver, int window);
  }

  /** Finds the name of an address. */
  @FunctionalInterface
  interface ReverseLookup {
    /** Asks; may block for as long as the operating system likes. */
    Optional<String> nameOf(InetAddress address);
  }

  /** The real world. */
  static Environment ofProcess() {
    return new Environment(
        (resolver, window) -> ProbeClient.builder().resolver(resolver).window(window).build(),
        NameResolver.system(),
        Environment::canonicalName,
        Computer::name,
        System.out,
        Console.ofProcess(),
        LocalDateTime::now);
  }

  private static Optional<String> canonicalName(InetAddress address) {
    String name = address.getCanonicalHostName();
    return name.equals(address.getHostAddress()) ? Optional.empty() : Optional.of(name);
  }
}

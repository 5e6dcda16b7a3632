package io.portprobe;

import java.util.concurrent.CompletionException;

/**
 * Probes in one line, for scripts and jshell. Each method blocks until the result is known, at most
 * 5 s.
 *
 * <pre>{@code
 * Portprobe.isListening("server01", 80)
 * System.out.println(Portprobe.report("ldaps://dc01:636").explain());
 * }</pre>
 *
 * <p>All methods share one client with default settings. It is created at the first call, runs on
 * daemon threads and is never closed, so it does not keep the JVM alive. An application creates its
 * own {@link ProbeClient} instead, with its own settings, and does not block. Thread-safe.
 */
@CheckReturnValue
public final class Portprobe {
  private Portprobe() {}

  /** Creates the client at the first use. */
  private static final class Shared {
    static final ProbeClient CLIENT = ProbeClient.create();
  }

  /**
   * Returns whether a TCP port is listening.
   *
   * @param host a name or address, see {@link Endpoint}
   * @param port 1 to 65535
   * @return true if an address of the host is {@link PortState#LISTENING}
   * @throws IllegalArgumentException if the host or port is invalid
   * @throws ProbeException if the probe could not be carried out, for example because the name does
   *     not exist
   */
  public static boolean isListening(String host, int port) {
    return state(Endpoint.tcp(host, port).toString()).isListening();
  }

  /**
   * Returns the state of a port.
   *
   * @param port for example {@code "server01:80"} or {@code "udp://ns1:53"}; see {@link
   *     ProbeClient#probe(String)}
   * @return the best state of the addresses
   * @throws IllegalArgumentException if the text has another form
   * @throws ProbeException if the probe could not be carried out
   */
  public static PortState state(String port) {
    try {
      return Shared.CLIENT.probe(port).state().join();
    } catch (CompletionException e) {
      throw unwrapped(e);
    }
  }

  /**
   * Probes a port, speaks the protocol that the text names or that is bound to the port, and
   * returns the report.
   *
   * @param port for example {@code "ldaps://dc01:636"}; see {@link ProbeClient#probe(String)}
   * @return the report
   * @throws IllegalArgumentException if the text has another form
   * @throws ProbeException if the probe could not be carried out
   */
  public static ProbeReport report(String port) {
    try {
      return Shared.CLIENT.probe(port).report().join();
    } catch (CompletionException e) {
      throw unwrapped(e);
    }
  }

  private static RuntimeException unwrapped(CompletionException e) {
    return e.getCause() instanceof ProbeException cause ? cause : e;
  }
}

package io.portprobe;

import io.portprobe.scan.Scan;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Asks about ports. Make one, share it, close it: it holds event loops (daemon threads named {@code
 * portprobe-*}), nothing else, and probes share them.
 *
 * <pre>{@code
 * try (ProbeClient client = ProbeClient.create()) {
 *   CompletableFuture<PortState> state = client.tcp("server01", 80).state();
 *   ProbeReport report = client.tcp("dc01.corp.example", 135).report().join();
 *   System.out.println(report.explain());
 * }
 * }</pre>
 *
 * <p>JDK Flight Recorder gets an event of each probe ({@code io.portprobe.Probe}), look-up ({@code
 * io.portprobe.Resolve}) and dialogue ({@code io.portprobe.Dialogue}); a {@link ProbeListener}
 * hears of probes in the process.
 */
public interface ProbeClient extends AutoCloseable {
  /**
   * A client with every default; see {@link ProbeClientBuilder} for what they are.
   *
   * @return a new client
   */
  static ProbeClient create() {
    return builder().build();
  }

  /**
   * Starts to set up a client.
   *
   * @return a new builder
   */
  static ProbeClientBuilder builder() {
    return new ProbeClientBuilder();
  }

  /**
   * A probe of a TCP port.
   *
   * @param host see {@link Endpoint}
   * @param port 1 to 65535
   * @return a probe with the client's defaults
   * @throws IllegalArgumentException on a bad host or port; the message names it
   */
  default PortProbe tcp(String host, int port) {
    return probe(Endpoint.tcp(host, port));
  }

  /**
   * A probe of a UDP port.
   *
   * @param host see {@link Endpoint}
   * @param port 1 to 65535
   * @return a probe with the client's defaults
   * @throws IllegalArgumentException on a bad host or port; the message names it
   */
  default PortProbe udp(String host, int port) {
    return probe(Endpoint.udp(host, port));
  }

  /**
   * A probe of an endpoint.
   *
   * @param endpoint what to ask about
   * @return a probe with the client's defaults
   */
  PortProbe probe(Endpoint endpoint);

  /**
   * A scan of many ports of many hosts, with none yet. Closing the client ends its scans.
   *
   * @return a scan with every default
   */
  Scan scan();

  /**
   * The protocols this client can speak.
   *
   * @return their names, sorted
   */
  Set<String> protocols();

  /**
   * How many sockets the probes of this client have open at once. A probe needs one for each
   * address of its host, and its wait for a place counts in its deadline: who asks about many ports
   * asks no more at the same time than there are places.
   *
   * @return what {@link ProbeClientBuilder#window} was given, 1 to 65535
   */
  int window();

  /**
   * Returns a builder with the settings of this client, to build a client that differs in a few.
   * The clients share the event loop group, the resolver, the policy, the executor, the protocols
   * and the listeners that were set, but no socket and no thread of their own.
   *
   * @return a new builder; changes to it do not affect this client
   */
  ProbeClientBuilder toBuilder();

  /**
   * Ends everything in flight with a {@link ProbeCancelledException} and frees what the client made
   * itself; an event loop group that was handed in stays. May be called again.
   *
   * @return completes when every socket is closed and every thread of the client has ended; never
   *     fails
   */
  CompletableFuture<Void> closeAsync();

  /**
   * Does {@link #closeAsync()} and waits for it, except on an event loop, where waiting would block
   * what it waits for. May be called again.
   */
  @Override
  void close();
}

package io.portprobe;

import io.portprobe.scan.Scan;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A client that probes TCP and UDP ports. Create one, share it, and close it. Thread-safe.
 *
 * <p>A client owns event loops (daemon threads named {@code portprobe-*}) that all its probes
 * share.
 *
 * <pre>{@code
 * try (ProbeClient client = ProbeClient.create()) {
 *   CompletableFuture<PortState> state = client.tcp("server01", 80).state();
 *   ProbeReport report = client.tcp("dc01.corp.example", 135).report().join();
 *   System.out.println(report.explain());
 * }
 * }</pre>
 *
 * <p>The client records events in JDK Flight Recorder for each probe ({@code io.portprobe.Probe}),
 * name resolution ({@code io.portprobe.Resolve}) and dialogue ({@code io.portprobe.Dialogue}). A
 * {@link ProbeListener} receives the start and the result of each probe.
 */
public interface ProbeClient extends AutoCloseable {
  /**
   * Creates a client with the defaults of {@link ProbeClientBuilder}.
   *
   * @return a new client
   */
  static ProbeClient create() {
    return builder().build();
  }

  /**
   * Returns a builder with default settings.
   *
   * @return a new builder
   */
  static ProbeClientBuilder builder() {
    return new ProbeClientBuilder();
  }

  /**
   * Returns a probe of a TCP port.
   *
   * @param host a name or address, see {@link Endpoint}
   * @param port 1 to 65535
   * @return a probe with the defaults of this client
   * @throws IllegalArgumentException if the host or port is invalid; the message names it
   */
  default PortProbe tcp(String host, int port) {
    return probe(Endpoint.tcp(host, port));
  }

  /**
   * Returns a probe of a UDP port.
   *
   * @param host a name or address, see {@link Endpoint}
   * @param port 1 to 65535
   * @return a probe with the defaults of this client
   * @throws IllegalArgumentException if the host or port is invalid; the message names it
   */
  default PortProbe udp(String host, int port) {
    return probe(Endpoint.udp(host, port));
  }

  /**
   * Returns a probe of an endpoint.
   *
   * @param endpoint the endpoint
   * @return a probe with the defaults of this client
   */
  PortProbe probe(Endpoint endpoint);

  /**
   * Returns a scan without hosts and ports. Closing the client stops its scans.
   *
   * @return a scan with default settings
   */
  Scan scan();

  /**
   * Returns the names of the protocols that this client can speak.
   *
   * @return the names, sorted
   */
  Set<String> protocols();

  /**
   * Returns the limit of sockets that the probes of this client open at the same time.
   *
   * <p>A probe needs one socket for each address of its host. If no socket is free, it waits, and
   * the wait counts towards its deadline. Callers should therefore not execute more probes at the
   * same time than this limit.
   *
   * @return the value of {@link ProbeClientBuilder#window}, 1 to 65535
   */
  int window();

  /**
   * Returns a builder with the settings of this client, to build a client that differs in a few.
   * The clients share the event loop group, the resolver, the policy, the executor, the protocols
   * and the listeners, but no sockets and no threads that they created.
   *
   * @return a new builder; changes to it do not affect this client
   */
  ProbeClientBuilder toBuilder();

  /**
   * Closes this client: probes in flight fail with a {@link ProbeCancelledException}, scans stop,
   * and event loops that the client created end. An event loop group of the caller is not shut
   * down. Idempotent.
   *
   * @return completes when every socket is closed and every thread of the client has ended; never
   *     fails
   */
  CompletableFuture<Void> closeAsync();

  /**
   * Calls {@link #closeAsync()} and waits for it. On an event loop of the client it does not wait,
   * which would deadlock. Idempotent.
   */
  @Override
  void close();
}

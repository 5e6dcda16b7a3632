package io.portprobe;

import io.portprobe.internal.targets.TargetText;
import io.portprobe.scan.Scan;
import io.portprobe.spi.Binding;
import io.portprobe.spi.ProtocolOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
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
   * Returns a probe of a TCP port.
   *
   * @param address an address and a port; see {@link Endpoint#tcp(InetSocketAddress)}
   * @return a probe with the defaults of this client
   * @throws IllegalArgumentException if the port is 0, or the host of an unresolved address is
   *     invalid
   */
  default PortProbe tcp(InetSocketAddress address) {
    return probe(Endpoint.tcp(address));
  }

  /**
   * Returns a probe of a UDP port.
   *
   * @param address an address and a port; see {@link Endpoint#udp(InetSocketAddress)}
   * @return a probe with the defaults of this client
   * @throws IllegalArgumentException if the port is 0, or the host of an unresolved address is
   *     invalid
   */
  default PortProbe udp(InetSocketAddress address) {
    return probe(Endpoint.udp(address));
  }

  /**
   * Returns a probe of a port that is written as text:
   *
   * <ul>
   *   <li>{@code HOST:PORT} and {@code tcp://HOST:PORT} over TCP, {@code udp://HOST:PORT} over UDP.
   *       A 4 or 6 before {@code ://} selects the IPv4 or IPv6 addresses of the host.
   *   <li>{@code PROTOCOL://HOST[:PORT]} {@linkplain PortProbe#as speaks the protocol}, over TCP if
   *       it can; {@code snmp}, {@code sip} and {@code stun} mean UDP, as their specifications say.
   *       {@code dns+udp://HOST} selects the transport too.
   *   <li>A protocol followed by {@code s}, as in {@code ldaps://HOST}, uses {@linkplain
   *       PortProbe#tls TLS}.
   *   <li>{@code ws}, {@code wss} and {@code postgres} mean {@code websocket} and {@code
   *       postgresql}.
   * </ul>
   *
   * <p>Without a port it is the default port of the protocol, with or without TLS: the port that is
   * well known under the name, or else the {@linkplain io.portprobe.spi.Binding binding} with the
   * highest priority. User information, path, query and fragment are ignored.
   *
   * @param port for example {@code "db:5432"} or {@code "ldaps://dc01"}; an IPv6 address is in
   *     brackets
   * @return a probe with the defaults of this client
   * @throws IllegalArgumentException if the text has another form, or this client does not know the
   *     protocol
   */
  default PortProbe probe(String port) {
    return TargetText.probe(this, Objects.requireNonNull(port, "port"));
  }

  /**
   * Returns a probe of the port in a URI. The scheme, the host and the port are used; user
   * information, path and query are ignored.
   *
   * <p>A scheme of {@link #probe(String)} has the same effect. A scheme that this client does not
   * know means a TCP port. Without a port in the URI it is that of the well-known service of this
   * name, for example 1521 for {@code oracle}.
   *
   * @param uri for example {@code ldaps://dc01} or {@code https://api.example:8443/v1}
   * @return a probe with the defaults of this client
   * @throws IllegalArgumentException if the URI has no scheme, no valid host, or neither a port nor
   *     a scheme that implies one
   */
  default PortProbe probe(URI uri) {
    return TargetText.probe(this, Objects.requireNonNull(uri, "uri"));
  }

  /**
   * Returns a probe of an endpoint.
   *
   * @param endpoint the endpoint
   * @return a probe with the defaults of this client
   */
  PortProbe probe(Endpoint endpoint);

  /**
   * Resolves a host name as a probe does, without a probe: by the resolver of this client, and
   * without the cache of the JVM. The target policy is not consulted.
   *
   * @param host a name or address, see {@link Endpoint}
   * @param timeout more than zero, at most one hour
   * @return completes with at least one address, in the order of the resolver, or fails with a
   *     {@link NameResolutionException} by the end of the timeout, or with an {@link
   *     IllegalStateException} if the client is closed. Cancelling it ends the resolution
   * @throws IllegalArgumentException if the host is invalid or the timeout is out of range; the
   *     message names it
   */
  CompletableFuture<List<InetAddress>> resolve(String host, Duration timeout);

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
   * Returns the names of the protocols that are bound to a port. A probe of the port speaks the
   * first; {@link PortProbe#as} selects another.
   *
   * @param transport TCP or UDP
   * @param port 1 to 65535
   * @return an immutable list in the order of precedence, see {@link
   *     io.portprobe.spi.Binding#withPriority}; empty if there is none
   */
  List<String> protocolsOn(Transport transport, int port);

  /**
   * Returns the options of a protocol, for {@link PortProbe#option(String, String)}.
   *
   * @param protocol the name of the protocol in any case
   * @return an immutable list, in the order of the protocol; empty if it has none
   * @throws IllegalArgumentException if no protocol has this name
   */
  List<ProtocolOption<?>> options(String protocol);

  /**
   * Returns the default ports of a protocol.
   *
   * @param protocol the name of the protocol in any case
   * @return an immutable set, never empty
   * @throws IllegalArgumentException if no protocol has this name
   */
  Set<Binding> bindings(String protocol);

  /**
   * Returns the system interface that the probes of this client use: {@link IoMode#EPOLL}, {@link
   * IoMode#KQUEUE} or {@link IoMode#NIO}. Scans may use {@link IoMode#IO_URING} beside it.
   *
   * <p>With {@link IoMode#AUTO} it is the best one that is available. If that is not the best one
   * for the operating system, the log states the reason once, at the level {@code INFO} of the
   * logger {@code io.portprobe}.
   *
   * @return the interface in use; never {@code AUTO} or {@code IO_URING}
   */
  IoMode transport();

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
   * The clients share the resolver, the policy, the executor, the protocols and the listeners, but
   * no sockets and no threads that they created.
   *
   * @return a new builder; changes to it do not affect this client
   */
  ProbeClientBuilder toBuilder();

  /**
   * Closes this client: probes in flight fail with a {@link ProbeCancelledException}, scans stop,
   * and the event loops end. Idempotent.
   *
   * <p>A thread in a call of a plug-in, a resolver or other code of the caller ends when that call
   * returns; the client does not wait for it.
   *
   * @return completes when every socket is closed and every thread of the client has ended, except
   *     the one that completes it; never fails. On a thread of the client, {@code join} and {@code
   *     get} do not wait, which would deadlock
   */
  CompletableFuture<Void> closeAsync();

  /**
   * Calls {@link #closeAsync()} and waits for it. On a thread of the client it does not wait, which
   * would deadlock. Idempotent.
   */
  @Override
  void close();
}

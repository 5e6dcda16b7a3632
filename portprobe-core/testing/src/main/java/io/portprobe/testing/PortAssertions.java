package io.portprobe.testing;

import io.portprobe.CheckReturnValue;
import io.portprobe.Endpoint;
import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.Transport;
import io.portprobe.testing.internal.client.DefaultClient;
import io.portprobe.testing.internal.wait.ThreadedTimeline;
import io.portprobe.text.PortNotation;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Entry points for assertions about ports and for waits. Independent of test frameworks.
 *
 * <pre>{@code
 * assertThatPort(tcp("db.corp.example", 5432)).within(ofSeconds(2)).isListening();
 * assertThatPort(tcp("db.corp.example", 22)).isNotListening().hasReason(Reason.REFUSED);
 * assertThatPort(udp("ns1.corp.example", 53)).speaks("dns");
 * awaitPort(tcp("db.corp.example", 5432)).within(ofSeconds(30)).untilListening();
 * }</pre>
 *
 * <p>{@code tcp} and {@code udp} are {@link Endpoint#tcp(String, int)} and {@link
 * Endpoint#udp(String, int)}, for static import.
 *
 * <p>Methods without a client use a shared client with default settings. It is created on first
 * use, runs on daemon threads and is never closed. All methods are thread-safe, and none sends a
 * probe.
 */
@CheckReturnValue
public final class PortAssertions {
  private PortAssertions() {}

  /**
   * Starts an assertion with the shared client.
   *
   * @param endpoint the port
   * @return the assertion
   * @throws IllegalStateException if the shared client cannot be created, for example because two
   *     plug-ins have the same name
   */
  public static PortAssert assertThatPort(Endpoint endpoint) {
    return assertThatPort(DefaultClient.get(), endpoint);
  }

  /**
   * Starts an assertion about a port that is written as text, with the shared client.
   *
   * <pre>{@code
   * assertThatPort("tcp6://db.corp.example:5432").isListening();
   * }</pre>
   *
   * @param port {@code HOST:PORT}, {@code tcp://HOST:PORT} or {@code udp://HOST:PORT}. A 4 or 6
   *     before {@code ://} selects the IPv4 or IPv6 addresses of the host. A protocol as scheme,
   *     {@code ldap://HOST:PORT}, selects its transport
   * @return the assertion
   * @throws IllegalArgumentException if the text has another form, or names several ports
   * @throws IllegalStateException if the shared client cannot be created
   */
  public static PortAssert assertThatPort(String port) {
    return assertThatPort(DefaultClient.get().probe(port));
  }

  /**
   * Starts an assertion with a client of the caller, and with its resolver, policy, protocols and
   * timeout.
   *
   * @param client sends the probes; stays open
   * @param endpoint the port
   * @return the assertion
   */
  public static PortAssert assertThatPort(ProbeClient client, Endpoint endpoint) {
    return new PortAssert(client.probe(endpoint));
  }

  /**
   * Starts an assertion with a configured probe, for example with TLS on another port, protocol
   * options, the payload of a datagram, source address, selection of addresses.
   *
   * <pre>{@code
   * assertThatPort(client.tcp("dc01", 3390).tls()).speaks("ldap");
   * assertThatPort(client.udp("game01", 27015).payload(query)).isListening();
   * }</pre>
   *
   * <p>The assertion keeps all settings of the probe, with three exceptions. {@link
   * PortAssert#within} replaces its timeout. Assertions about the state send a {@linkplain
   * PortProbe#stateOnly() state-only} probe. {@link PortAssert#speaks(String)} sets {@linkplain
   * PortProbe#as the protocol}. No protocol is spoken if the probe is state-only.
   *
   * @param probe the probe; its client stays open
   * @return the assertion
   */
  public static PortAssert assertThatPort(PortProbe probe) {
    return new PortAssert(Objects.requireNonNull(probe, "probe"));
  }

  /**
   * Starts an assertion about a TCP port of this host, which sends no probe.
   *
   * @param port 1 to 65535
   * @return the assertion
   */
  public static LocalPortAssert assertThatLocalPort(int port) {
    return assertThatLocalPort(Transport.TCP, port);
  }

  /**
   * Starts an assertion about a port of this host, which sends no probe.
   *
   * @param transport TCP or UDP
   * @param port 1 to 65535
   * @return the assertion
   */
  public static LocalPortAssert assertThatLocalPort(Transport transport, int port) {
    return new LocalPortAssert(transport, port);
  }

  /**
   * Starts a wait for one port with the shared client.
   *
   * @param endpoint the port
   * @return the wait
   * @throws IllegalStateException if the shared client cannot be created
   */
  public static PortWait<ProbeReport> awaitPort(Endpoint endpoint) {
    return awaitPort(DefaultClient.get(), endpoint);
  }

  /**
   * Starts a wait for one port with a client of the caller.
   *
   * @param client sends the probes; stays open
   * @param endpoint the port
   * @return the wait
   */
  public static PortWait<ProbeReport> awaitPort(ProbeClient client, Endpoint endpoint) {
    return PortWait.one(client.probe(endpoint), ThreadedTimeline.instance());
  }

  /**
   * Starts a wait for one port with a configured probe; see {@link #assertThatPort(PortProbe)}. The
   * wait replaces the timeout of the probe by {@link PortWait#probeTimeout}, 2 s by default.
   *
   * @param probe the probe; its client stays open
   * @return the wait
   */
  public static PortWait<ProbeReport> awaitPort(PortProbe probe) {
    return PortWait.one(Objects.requireNonNull(probe, "probe"), ThreadedTimeline.instance());
  }

  /**
   * Starts a wait for several ports that are written as one text, with the shared client. All of
   * them must meet the expectation at the same time.
   *
   * <pre>{@code
   * awaitAllOf("n1,n2,n3:9042").within(ofMinutes(1)).untilListening();
   * }</pre>
   *
   * @param ports {@code HOST[,HOST...]:PORT[,PORT...]} with the schemes of {@link
   *     #assertThatPort(String)}; at most 1000 ports, without duplicates
   * @return the wait, which returns a report for each port in this order
   * @throws IllegalArgumentException if the text has another form, or there are duplicates
   * @throws IllegalStateException if the shared client cannot be created
   */
  public static PortWait<List<ProbeReport>> awaitAllOf(String ports) {
    List<PortProbe> probes =
        PortNotation.parseAll(ports).stream()
            .map(port -> DefaultClient.get().probe(port.toString()))
            .toList();
    checkDistinct(probes.stream().map(PortProbe::endpoint).toList());
    return PortWait.several(probes, probes.size(), ThreadedTimeline.instance());
  }

  private static void checkDistinct(List<Endpoint> endpoints) {
    if (Set.copyOf(endpoints).size() < endpoints.size()) {
      throw new IllegalArgumentException("endpoints: " + endpoints + " (expected: no duplicates)");
    }
  }

  /**
   * Starts a wait for several ports with the shared client. All of them must meet the expectation
   * at the same time.
   *
   * @param endpoints the ports, at least one, without duplicates
   * @return the wait, which returns a report for each port in this order
   * @throws IllegalArgumentException if there are no endpoints, or duplicates
   * @throws IllegalStateException if the shared client cannot be created
   */
  public static PortWait<List<ProbeReport>> awaitAllOf(Endpoint... endpoints) {
    return awaitAtLeast(DefaultClient.get(), endpoints.length, List.of(endpoints));
  }

  /**
   * Starts a wait for several ports with a client of the caller. All of them must meet the
   * expectation at the same time.
   *
   * @param client sends the probes; stays open
   * @param endpoints the ports, at least one, without duplicates
   * @return the wait, which returns a report for each port in this order
   * @throws IllegalArgumentException if there are no endpoints, or duplicates
   */
  public static PortWait<List<ProbeReport>> awaitAllOf(
      ProbeClient client, List<Endpoint> endpoints) {
    return awaitAtLeast(client, endpoints.size(), endpoints);
  }

  /**
   * Starts a wait for the first of several ports with the shared client.
   *
   * @param endpoints the ports, at least one, without duplicates
   * @return the wait, which returns the reports of the ports that meet the expectation
   * @throws IllegalArgumentException if there are no endpoints, or duplicates
   * @throws IllegalStateException if the shared client cannot be created
   */
  public static PortWait<List<ProbeReport>> awaitAnyOf(Endpoint... endpoints) {
    return awaitAtLeast(DefaultClient.get(), 1, List.of(endpoints));
  }

  /**
   * Starts a wait for the first of several ports with a client of the caller.
   *
   * @param client sends the probes; stays open
   * @param endpoints the ports, at least one, without duplicates
   * @return the wait, which returns the reports of the ports that meet the expectation
   * @throws IllegalArgumentException if there are no endpoints, or duplicates
   */
  public static PortWait<List<ProbeReport>> awaitAnyOf(
      ProbeClient client, List<Endpoint> endpoints) {
    return awaitAtLeast(client, 1, endpoints);
  }

  /**
   * Starts a wait for a quorum of several ports with the shared client.
   *
   * @param count how many ports must meet the expectation at the same time, from 1 to the number of
   *     endpoints
   * @param endpoints the ports, at least one, without duplicates
   * @return the wait, which returns the reports of the ports that meet the expectation, in this
   *     order
   * @throws IllegalArgumentException if the count is out of range, or if there are no endpoints, or
   *     duplicates
   * @throws IllegalStateException if the shared client cannot be created
   */
  public static PortWait<List<ProbeReport>> awaitAtLeast(int count, Endpoint... endpoints) {
    return awaitAtLeast(DefaultClient.get(), count, List.of(endpoints));
  }

  /**
   * Starts a wait for a quorum of several ports with a client of the caller.
   *
   * @param client sends the probes; stays open
   * @param count how many ports must meet the expectation at the same time, from 1 to the number of
   *     endpoints
   * @param endpoints the ports, at least one, without duplicates
   * @return the wait, which returns the reports of the ports that meet the expectation, in this
   *     order
   * @throws IllegalArgumentException if the count is out of range, or if there are no endpoints, or
   *     duplicates
   */
  public static PortWait<List<ProbeReport>> awaitAtLeast(
      ProbeClient client, int count, List<Endpoint> endpoints) {
    if (endpoints.isEmpty()) {
      throw new IllegalArgumentException("endpoints: [] (expected: at least one)");
    }
    checkDistinct(endpoints);
    if (count < 1 || count > endpoints.size()) {
      throw new IllegalArgumentException(
          "count: " + count + " (expected: 1-" + endpoints.size() + ")");
    }
    return PortWait.several(
        endpoints.stream().map(client::probe).toList(), count, ThreadedTimeline.instance());
  }
}

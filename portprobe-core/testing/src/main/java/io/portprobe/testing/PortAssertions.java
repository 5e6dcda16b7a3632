package io.portprobe.testing;

import io.portprobe.Endpoint;
import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.testing.internal.client.DefaultClient;
import io.portprobe.testing.internal.wait.Timeline;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Where assertions about ports, and waits for them, begin.
 *
 * <pre>{@code
 * assertThatPort(tcp("db.corp.example", 5432)).within(ofSeconds(2)).isListening();
 * assertThatPort(tcp("db.corp.example", 22)).isNotListening().hasReason(Reason.REFUSED);
 * assertThatPort(udp("ns1.corp.example", 53)).speaks("dns");
 * awaitPort(tcp("db.corp.example", 5432)).within(ofSeconds(30)).untilListening();
 * }</pre>
 */
public final class PortAssertions {
  private PortAssertions() {}

  /**
   * Begins an assertion with a client that all such assertions share: one with every default, made
   * when it is first needed, never closed, on daemon threads.
   *
   * @param endpoint what it is about
   * @return the assertion; nothing is asked yet
   * @throws IllegalStateException if that client cannot be made, two plug-ins having the same name,
   *     say; the message says why, each time
   */
  public static PortAssert assertThatPort(Endpoint endpoint) {
    return assertThatPort(DefaultClient.get(), endpoint);
  }

  /**
   * Begins an assertion with a client of the caller's, whose resolver, policy, protocols and
   * timeout count.
   *
   * @param client asks the question; stays open
   * @param endpoint what it is about
   * @return the assertion; nothing is asked yet
   */
  public static PortAssert assertThatPort(ProbeClient client, Endpoint endpoint) {
    return new PortAssert(client.probe(endpoint));
  }

  /**
   * Begins an assertion with a question that is set up already: TLS on another port, options of a
   * protocol, the payload of a datagram, source address, choice of addresses.
   *
   * <pre>{@code
   * assertThatPort(client.tcp("dc01", 3390).tls()).speaks("ldap");
   * assertThatPort(client.udp("game01", 27015).payload(query)).isListening();
   * }</pre>
   *
   * <p>All of that counts, its timeout included unless {@link PortAssert#within} sets another; but
   * an assertion about the state asks for {@linkplain PortProbe#stateOnly() the state only}, and
   * {@link PortAssert#speaks(String)} names {@linkplain PortProbe#as the protocol}. A probe that is
   * for the state only speaks nothing.
   *
   * @param probe asks the question; its client stays open
   * @return the assertion; nothing is asked yet
   */
  public static PortAssert assertThatPort(PortProbe probe) {
    return new PortAssert(Objects.requireNonNull(probe, "probe"));
  }

  /**
   * Begins a wait for one port with the client that all such waits and assertions share.
   *
   * @param endpoint what to wait for
   * @return the wait; nothing is asked yet
   */
  public static PortWait<ProbeReport> awaitPort(Endpoint endpoint) {
    return awaitPort(DefaultClient.get(), endpoint);
  }

  /**
   * Begins a wait for one port with a client of the caller's.
   *
   * @param client asks the questions; stays open
   * @param endpoint what to wait for
   * @return the wait; nothing is asked yet
   */
  public static PortWait<ProbeReport> awaitPort(ProbeClient client, Endpoint endpoint) {
    return PortWait.one(client.probe(endpoint), Timeline.system());
  }

  /**
   * Begins a wait for one port with a question that is set up already, as {@link
   * #assertThatPort(PortProbe)} takes it. Its timeout does not count: {@link PortWait#probeTimeout}
   * sets the time that each question has, 2 s by default.
   *
   * @param probe asks the questions; its client stays open
   * @return the wait; nothing is asked yet
   */
  public static PortWait<ProbeReport> awaitPort(PortProbe probe) {
    return PortWait.one(Objects.requireNonNull(probe, "probe"), Timeline.system());
  }

  /**
   * Begins a wait for several ports, all of which must be as they should at the same time.
   *
   * @param endpoints at least one
   * @return the wait, which gives an answer for each in this order; nothing is asked yet
   * @throws IllegalArgumentException if there is none, or one twice
   */
  public static PortWait<List<ProbeReport>> awaitAllOf(Endpoint... endpoints) {
    return awaitAtLeast(DefaultClient.get(), endpoints.length, List.of(endpoints));
  }

  /**
   * Begins a wait for several ports with a client of the caller's; all of them must be as they
   * should at the same time.
   *
   * @param client asks the questions; stays open
   * @param endpoints at least one
   * @return the wait, which gives an answer for each in this order; nothing is asked yet
   * @throws IllegalArgumentException if there is none, or one twice
   */
  public static PortWait<List<ProbeReport>> awaitAllOf(
      ProbeClient client, List<Endpoint> endpoints) {
    return awaitAtLeast(client, endpoints.size(), endpoints);
  }

  /**
   * Begins a wait for whichever of several ports comes first.
   *
   * @param endpoints at least one
   * @return the wait, which gives the answers of those that came; nothing is asked yet
   * @throws IllegalArgumentException if there is none, or one twice
   */
  public static PortWait<List<ProbeReport>> awaitAnyOf(Endpoint... endpoints) {
    return awaitAtLeast(DefaultClient.get(), 1, List.of(endpoints));
  }

  /**
   * Begins a wait for whichever of several ports comes first, with a client of the caller's.
   *
   * @param client asks the questions; stays open
   * @param endpoints at least one
   * @return the wait, which gives the answers of those that came; nothing is asked yet
   * @throws IllegalArgumentException if there is none, or one twice
   */
  public static PortWait<List<ProbeReport>> awaitAnyOf(
      ProbeClient client, List<Endpoint> endpoints) {
    return awaitAtLeast(client, 1, endpoints);
  }

  /**
   * Begins a wait for some of several ports, a quorum, at the same time.
   *
   * @param count how many are enough, from 1 to the number of endpoints
   * @param endpoints at least one
   * @return the wait, which gives the answers of those that came, in this order; nothing is asked
   *     yet
   * @throws IllegalArgumentException if the count is out of range, or there is no endpoint, or one
   *     twice
   */
  public static PortWait<List<ProbeReport>> awaitAtLeast(int count, Endpoint... endpoints) {
    return awaitAtLeast(DefaultClient.get(), count, List.of(endpoints));
  }

  /**
   * Begins a wait for some or all of several ports with a client of the caller's.
   *
   * @param client asks the questions; stays open
   * @param count how many are enough, from 1 to the number of endpoints
   * @param endpoints at least one
   * @return the wait, which gives the answers of those that came, in this order; nothing is asked
   *     yet
   * @throws IllegalArgumentException if the count is out of range, or there is no endpoint, or one
   *     twice
   */
  public static PortWait<List<ProbeReport>> awaitAtLeast(
      ProbeClient client, int count, List<Endpoint> endpoints) {
    if (endpoints.isEmpty()) {
      throw new IllegalArgumentException("endpoints: [] (expected: at least one)");
    }
    if (Set.copyOf(endpoints).size() < endpoints.size()) {
      throw new IllegalArgumentException("endpoints: " + endpoints + " (expected: each only once)");
    }
    if (count < 1 || count > endpoints.size()) {
      throw new IllegalArgumentException(
          "count: " + count + " (expected: 1-" + endpoints.size() + ")");
    }
    return PortWait.several(
        endpoints.stream().map(client::probe).toList(), count, Timeline.system());
  }

  /**
   * A TCP endpoint: {@link Endpoint#tcp(String, int)} under a name that reads well here.
   *
   * @param host see {@link Endpoint}
   * @param port 1 to 65535
   * @return the endpoint
   * @throws IllegalArgumentException on a bad host or port
   */
  public static Endpoint tcp(String host, int port) {
    return Endpoint.tcp(host, port);
  }

  /**
   * A UDP endpoint: {@link Endpoint#udp(String, int)} under a name that reads well here.
   *
   * @param host see {@link Endpoint}
   * @param port 1 to 65535
   * @return the endpoint
   * @throws IllegalArgumentException on a bad host or port
   */
  public static Endpoint udp(String host, int port) {
    return Endpoint.udp(host, port);
  }
}

package io.portprobe.assertions;

import io.portprobe.Endpoint;
import io.portprobe.ProbeClient;

/**
 * Where assertions about ports begin.
 *
 * <pre>{@code
 * assertThatPort(tcp("db.corp.example", 5432)).within(ofSeconds(2)).isListening();
 * assertThatPort(tcp("db.corp.example", 22)).isNotListening().hasReason(Reason.REFUSED);
 * assertThatPort(udp("ns1.corp.example", 53)).speaks("dns");
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
   */
  public static PortAssert assertThatPort(Endpoint endpoint) {
    return assertThatPort(Shared.CLIENT, endpoint);
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

  /** Made when the first assertion needs it. */
  private static final class Shared {
    private static final ProbeClient CLIENT = ProbeClient.create();
  }
}

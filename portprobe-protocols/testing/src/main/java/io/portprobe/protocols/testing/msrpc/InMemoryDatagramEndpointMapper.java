package io.portprobe.protocols.testing.msrpc;

import java.util.List;
import java.util.Locale;

/**
 * A connectionless endpoint mapper without a socket, for tests of a dialogue. It responds as the
 * corresponding {@link UdpEndpointMapperPeer} does. Thread-safe.
 */
public final class InMemoryDatagramEndpointMapper {
  private final DatagramCounters counters = new DatagramCounters();
  private final DatagramMapperService service;

  private InMemoryDatagramEndpointMapper(DatagramMapperSettings settings) {
    service = new DatagramMapperService(settings, counters);
  }

  /**
   * Creates a server with the settings of a peer.
   *
   * @param builder the settings
   * @return a new server
   */
  public static InMemoryDatagramEndpointMapper of(UdpEndpointMapperPeer.Builder builder) {
    return new InMemoryDatagramEndpointMapper(builder.settings());
  }

  /**
   * Responds to one datagram.
   *
   * @param datagram the payload of a datagram of the client
   * @return the payloads of the response datagrams
   */
  public List<byte[]> respond(byte[] datagram) {
    return service.respond(datagram);
  }

  /**
   * Returns the number of executed lookup and map calls.
   *
   * @return 0 or more
   */
  public int lookups() {
    return counters.calls().lookups();
  }

  /**
   * Returns the number of handles that clients freed before the end of the list.
   *
   * @return 0 or more
   */
  public int handlesFreed() {
    return counters.calls().handlesFreed();
  }

  /**
   * Returns the number of received ping PDUs.
   *
   * @return 0 or more
   */
  public int pings() {
    return counters.pings();
  }

  /**
   * Returns the number of received fack PDUs, which acknowledge fragments.
   *
   * @return 0 or more
   */
  public int facks() {
    return counters.facks();
  }

  /**
   * Returns the number of received ack PDUs, which acknowledge whole responses.
   *
   * @return 0 or more
   */
  public int acks() {
    return counters.acks();
  }

  /**
   * Returns the number of correct responses to callbacks.
   *
   * @return 0 or more
   */
  public int callbackResponses() {
    return counters.callbackResponses();
  }

  /**
   * Returns the counters.
   *
   * @return for example {@code "InMemoryDatagramEndpointMapper[lookups=2, pings=0, facks=0,
   *     acks=1]"}
   */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "InMemoryDatagramEndpointMapper[lookups=%d, pings=%d, facks=%d, acks=%d]",
        lookups(),
        pings(),
        facks(),
        acks());
  }
}

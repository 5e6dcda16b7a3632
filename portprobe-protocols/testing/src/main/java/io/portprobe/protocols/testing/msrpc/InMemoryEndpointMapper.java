package io.portprobe.protocols.testing.msrpc;

import java.util.List;
import java.util.Locale;

/**
 * One connection to an endpoint mapper without a socket, for tests of a dialogue. It responds as
 * the corresponding {@link EndpointMapperPeer} does. Not thread-safe.
 */
public final class InMemoryEndpointMapper {
  private final MapperCounters counters = new MapperCounters();
  private final MapperConnection connection;

  private InMemoryEndpointMapper(MapperSettings settings) {
    connection = new MapperConnection(settings, counters);
  }

  /**
   * Creates a connection to a server with the settings of a peer.
   *
   * @param builder the settings
   * @return a new connection
   */
  public static InMemoryEndpointMapper of(EndpointMapperPeer.Builder builder) {
    return new InMemoryEndpointMapper(builder.settings());
  }

  /**
   * Creates a connection to a server with a map and default behaviour.
   *
   * @param entries the entries in the order in which they are served
   * @return a new connection
   */
  public static InMemoryEndpointMapper serving(List<MapperEntry> entries) {
    return of(EndpointMapperPeer.builder().entries(entries));
  }

  /**
   * Returns the map of {@link EndpointMapperPeer#withSampleMap()}.
   *
   * @return the entries in the order in which they are served
   */
  public static List<MapperEntry> sampleEntries() {
    return SampleEndpointMap.ENTRIES;
  }

  /**
   * Responds to one PDU.
   *
   * @param pdu a whole PDU of the client
   * @return the PDUs of the response
   */
  public List<byte[]> respond(byte[] pdu) {
    return connection.respond(pdu);
  }

  /**
   * Returns the number of lookup and map calls.
   *
   * @return 0 or more
   */
  public int lookups() {
    return counters.lookups();
  }

  /**
   * Returns the number of handles that the client freed before the end of the list.
   *
   * @return 0 or more
   */
  public int handlesFreed() {
    return counters.handlesFreed();
  }

  /**
   * Returns the counters.
   *
   * @return for example {@code "InMemoryEndpointMapper[lookups=2, handlesFreed=0]"}
   */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "InMemoryEndpointMapper[lookups=%d, handlesFreed=%d]",
        lookups(),
        handlesFreed());
  }
}

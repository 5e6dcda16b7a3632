package io.portprobe.protocols.testing;

import java.util.List;

/** The server's side of one connection without a socket, for tests of other packages. */
public final class InMemoryEndpointMapper {
  private final MapperCounters counters = new MapperCounters();
  private final MapperConnection connection;

  private InMemoryEndpointMapper(MapperSettings script) {
    connection = new MapperConnection(script, counters);
  }

  public static InMemoryEndpointMapper of(EndpointMapperPeer.Builder builder) {
    return new InMemoryEndpointMapper(builder.settings());
  }

  public static InMemoryEndpointMapper serving(List<MapperEntry> entries) {
    return of(EndpointMapperPeer.builder().entries(entries));
  }

  public static List<MapperEntry> sampleEntries() {
    return SampleEndpointMap.ENTRIES;
  }

  /** Answers one PDU. */
  public List<byte[]> respond(byte[] pdu) {
    return connection.respond(pdu);
  }

  public int lookups() {
    return counters.lookups();
  }

  public int handlesFreed() {
    return counters.handlesFreed();
  }
}

package io.portprobe.protocols.testkit;

import java.util.List;

/** The server's side of one connection without a socket, for tests of other packages. */
public final class InMemoryMapper {
  private final MapperLog log = new MapperLog();
  private final MapperConnection connection;

  private InMemoryMapper(MapperScript script) {
    connection = new MapperConnection(script, log);
  }

  public static InMemoryMapper of(EndpointMapperPeer.Builder builder) {
    return new InMemoryMapper(builder.script());
  }

  public static InMemoryMapper serving(List<MapperEntry> entries) {
    return of(EndpointMapperPeer.builder().entries(entries));
  }

  public static List<MapperEntry> sampleEntries() {
    return SampleMap.ENTRIES;
  }

  /** Answers one PDU. */
  public List<byte[]> answer(byte[] pdu) {
    return connection.answer(pdu);
  }

  public int lookups() {
    return log.lookups();
  }

  public int handlesFreed() {
    return log.handlesFreed();
  }
}

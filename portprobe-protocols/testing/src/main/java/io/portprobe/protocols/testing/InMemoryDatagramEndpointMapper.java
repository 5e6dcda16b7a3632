package io.portprobe.protocols.testing;

import java.util.List;

/** A datagram server without a socket, for tests of other packages. */
public final class InMemoryDatagramEndpointMapper {
  private final DatagramCounters counters = new DatagramCounters();
  private final DatagramMapperService mapper;

  private InMemoryDatagramEndpointMapper(DatagramMapperSettings script) {
    mapper = new DatagramMapperService(script, counters);
  }

  public static InMemoryDatagramEndpointMapper of(UdpEndpointMapperPeer.Builder builder) {
    return new InMemoryDatagramEndpointMapper(builder.settings());
  }

  /** Answers one datagram. */
  public List<byte[]> respond(byte[] datagram) {
    return mapper.respond(datagram);
  }

  public int lookups() {
    return counters.calls().lookups();
  }

  public int handlesFreed() {
    return counters.calls().handlesFreed();
  }

  public int pings() {
    return counters.pings();
  }

  public int facks() {
    return counters.facks();
  }

  public int acks() {
    return counters.acks();
  }

  public int callbackResponses() {
    return counters.callbackResponses();
  }
}

package io.portprobe.protocols.testing;

import java.util.List;

/** A datagram server without a socket, for tests of other packages. */
public final class InMemoryDatagramEndpointMapper {
  private final DatagramCounters log = new DatagramCounters();
  private final DatagramMapperService mapper;

  private InMemoryDatagramEndpointMapper(DatagramMapperSettings script) {
    mapper = new DatagramMapperService(script, log);
  }

  public static InMemoryDatagramEndpointMapper of(UdpEndpointMapperPeer.Builder builder) {
    return new InMemoryDatagramEndpointMapper(builder.script());
  }

  /** Answers one datagram. */
  public List<byte[]> answer(byte[] datagram) {
    return mapper.answer(datagram);
  }

  public int lookups() {
    return log.calls().lookups();
  }

  public int handlesFreed() {
    return log.calls().handlesFreed();
  }

  public int pings() {
    return log.pings();
  }

  public int facks() {
    return log.facks();
  }

  public int acks() {
    return log.acks();
  }

  public int callbackResponses() {
    return log.callbackResponses();
  }
}

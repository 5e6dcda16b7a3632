package io.portprobe.protocols.testkit;

import java.util.List;

/** A datagram server without a socket, for tests of other packages. */
public final class InMemoryDatagramMapper {
  private final DatagramLog log = new DatagramLog();
  private final DatagramMapper mapper;

  private InMemoryDatagramMapper(DatagramScript script) {
    mapper = new DatagramMapper(script, log);
  }

  public static InMemoryDatagramMapper of(DatagramMapperPeer.Builder builder) {
    return new InMemoryDatagramMapper(builder.script());
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

  public int introductions() {
    return log.introductions();
  }
}

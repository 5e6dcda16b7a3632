package io.portprobe.protocols.internal.sunrpc;

import io.portprobe.spi.Binding;
import io.portprobe.spi.ForeignReaction;
import io.portprobe.spi.Protocol;
import java.nio.ByteBuffer;
import java.util.Set;

/** A program of ONC RPC, over UDP and TCP on the same port. Immutable. */
abstract class SunRpcProtocol implements Protocol {
  private final String name;
  private final int port;
  private final int rarity;

  SunRpcProtocol(String name, int port, int rarity) {
    this.name = name;
    this.port = port;
    this.rarity = rarity;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Set<Binding> bindings() {
    return Set.of(Binding.udp(port), Binding.tcp(port));
  }

  @Override
  public final int rarity() {
    return rarity;
  }

  @Override
  public final ForeignReaction foreignReaction(ByteBuffer request) {
    return RpcRecords.foreignReaction(request);
  }
}

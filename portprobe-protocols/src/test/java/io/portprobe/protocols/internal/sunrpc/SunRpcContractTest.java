package io.portprobe.protocols.internal.sunrpc;

import io.portprobe.Transport;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.protocol.ProtocolContract;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Nested;

class SunRpcContractTest {
  private static List<ByteBuffer> registry(Transport transport, ByteBuffer call) {
    if (RpcReplies.version(transport, call) == 2) {
      return RpcReplies.to(transport, call, 0)
          .u32(1, 100_000, 2, 6, 111, 1, 100_003, 3, 17, 2049, 0)
          .toMessages();
    }
    return RpcReplies.to(transport, call, 0)
        .u32(1, 100_003, 4)
        .text("tcp6")
        .text("::.8.1")
        .text("superuser")
        .u32(0)
        .toMessages();
  }

  /** A server with the versions 2 and 4, but not 3. */
  private static List<ByteBuffer> versions(Transport transport, ByteBuffer call) {
    int version = RpcReplies.version(transport, call);
    return version == 2 || version == 4
        ? RpcReplies.to(transport, call, 0).toMessages()
        : RpcReplies.to(transport, call, 2).u32(2, 4).toMessages();
  }

  @Nested
  class RpcBindOverUdp extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return new RpcBindProtocol();
    }

    @Override
    protected Binding binding() {
      return Binding.udp(111);
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer call) {
      return registry(Transport.UDP, call);
    }
  }

  @Nested
  class RpcBindOverTcp extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return new RpcBindProtocol();
    }

    @Override
    protected Binding binding() {
      return Binding.tcp(111);
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer call) {
      return registry(Transport.TCP, call);
    }
  }

  @Nested
  class NfsOverUdp extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return new NfsProtocol();
    }

    @Override
    protected Binding binding() {
      return Binding.udp(2049);
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer call) {
      return versions(Transport.UDP, call);
    }
  }

  @Nested
  class MountdOverTcp extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return new MountdProtocol();
    }

    @Override
    protected Binding binding() {
      return Binding.tcp(20_048);
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer call) {
      return versions(Transport.TCP, call);
    }
  }
}

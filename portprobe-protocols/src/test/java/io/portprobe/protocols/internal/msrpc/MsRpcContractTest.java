package io.portprobe.protocols.internal.msrpc;

import io.portprobe.protocols.testing.msrpc.EndpointMapperPeer;
import io.portprobe.protocols.testing.msrpc.EndpointMapperPeer.Ending;
import io.portprobe.protocols.testing.msrpc.InMemoryDatagramEndpointMapper;
import io.portprobe.protocols.testing.msrpc.InMemoryEndpointMapper;
import io.portprobe.protocols.testing.msrpc.UdpEndpointMapperPeer;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.protocol.ProtocolContract;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;

class MsRpcContractTest {
  private abstract static class Contract extends ProtocolContract {
    private final Binding binding;

    Contract(Binding binding) {
      this.binding = binding;
    }

    @Override
    protected Protocol protocol() {
      return new MsRpcProtocol();
    }

    @Override
    protected Binding binding() {
      return binding;
    }

    @Override
    protected Set<String> recognisedGreetings() {
      return Set.of("msrpc");
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer sent) {
      byte[] request = new byte[sent.remaining()];
      sent.duplicate().get(request);
      List<ByteBuffer> response = new ArrayList<>();
      for (byte[] message : reply(request)) {
        response.add(ByteBuffer.wrap(message));
      }
      return response;
    }

    abstract List<byte[]> reply(byte[] request);
  }

  /**
   * A server that repeats the replies of one recorded conversation. A request outside of it, which
   * follows a changed reply, is sent to an empty mapper.
   */
  private abstract static class ConnectionContract extends Contract {
    private final Map<ByteBuffer, List<byte[]>> recorded = new HashMap<>();

    ConnectionContract(EndpointMapperPeer.Builder server) {
      super(Binding.tcp(135));
      InMemoryEndpointMapper mapper =
          InMemoryEndpointMapper.of(server.entries(InMemoryEndpointMapper.sampleEntries()));
      ConnectionConversation.with(
              sent -> {
                List<byte[]> reply = mapper.respond(sent);
                recorded.put(ByteBuffer.wrap(sent), reply);
                return reply;
              })
          .map();
    }

    @Override
    List<byte[]> reply(byte[] request) {
      List<byte[]> reply = recorded.get(ByteBuffer.wrap(request));
      return reply != null ? reply : InMemoryEndpointMapper.serving(List.of()).respond(request);
    }
  }

  @Nested
  class OnePage extends ConnectionContract {
    OnePage() {
      super(EndpointMapperPeer.builder());
    }
  }

  @Nested
  class ManyPages extends ConnectionContract {
    ManyPages() {
      super(smallPages().ending(Ending.BY_FURTHER_CALL));
    }
  }

  /** A server that sends the same reply to the same datagram. */
  private abstract static class DatagramContract extends Contract {
    private final Map<ByteBuffer, List<byte[]>> replies = new HashMap<>();
    private final InMemoryDatagramEndpointMapper mapper;

    DatagramContract(EndpointMapperPeer.Builder server) {
      super(Binding.udp(135));
      mapper =
          InMemoryDatagramEndpointMapper.of(
              UdpEndpointMapperPeer.builder(
                  server.entries(InMemoryEndpointMapper.sampleEntries())));
    }

    @Override
    List<byte[]> reply(byte[] request) {
      return replies.computeIfAbsent(ByteBuffer.wrap(request), key -> mapper.respond(request));
    }
  }

  @Nested
  class OneDatagram extends DatagramContract {
    OneDatagram() {
      super(EndpointMapperPeer.builder());
    }
  }

  @Nested
  class ManyDatagrams extends DatagramContract {
    ManyDatagrams() {
      super(smallPages());
    }
  }

  private static EndpointMapperPeer.Builder smallPages() {
    return EndpointMapperPeer.builder()
        .byteOrder(ByteOrder.BIG_ENDIAN)
        .pageSize(6)
        .fragmentSize(400);
  }
}

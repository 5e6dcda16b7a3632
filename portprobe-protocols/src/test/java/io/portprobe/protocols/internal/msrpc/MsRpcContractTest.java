package io.portprobe.protocols.internal.msrpc;

import io.portprobe.protocols.testing.EndpointMapperPeer;
import io.portprobe.protocols.testing.EndpointMapperPeer.Ending;
import io.portprobe.protocols.testing.InMemoryDatagramEndpointMapper;
import io.portprobe.protocols.testing.InMemoryEndpointMapper;
import io.portprobe.protocols.testing.UdpEndpointMapperPeer;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.protocol.ProtocolContract;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;

class MsRpcContractTest {
  /** Talks to a server that answers what it was asked in one good conversation. */
  abstract static class Contract extends ProtocolContract {
    private final Map<ByteBuffer, List<byte[]>> answers = new HashMap<>();

    Contract(EndpointMapperPeer.Builder server) {
      InMemoryEndpointMapper mapper =
          InMemoryEndpointMapper.of(server.entries(InMemoryEndpointMapper.sampleEntries()));
      ConnectionConversation.with(
              sent -> {
                List<byte[]> reply = mapper.respond(sent);
                answers.put(ByteBuffer.wrap(sent), reply);
                return reply;
              })
          .map();
    }

    @Override
    protected Protocol protocol() {
      return new MsRpcProtocol();
    }

    @Override
    protected Binding binding() {
      return Binding.tcp(135);
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer sent) {
      byte[] question = new byte[sent.remaining()];
      sent.duplicate().get(question);
      List<byte[]> known = answers.get(ByteBuffer.wrap(question));
      // A request that spoiled answers brought about: a server that knows nothing of it.
      List<byte[]> reply =
          known != null ? known : InMemoryEndpointMapper.serving(List.of()).respond(question);
      return reply.stream().map(ByteBuffer::wrap).toList();
    }
  }

  @Nested
  class OnePage extends Contract {
    OnePage() {
      super(EndpointMapperPeer.builder());
    }
  }

  @Nested
  class ManyPages extends Contract {
    ManyPages() {
      super(
          EndpointMapperPeer.builder()
              .byteOrder(ByteOrder.BIG_ENDIAN)
              .pageSize(6)
              .fragmentSize(400)
              .ending(Ending.BY_FURTHER_CALL));
    }
  }

  /** Talks to a server that keeps to what it said once to the same datagram. */
  abstract static class DatagramContract extends ProtocolContract {
    private final Map<ByteBuffer, List<byte[]>> answers = new HashMap<>();
    private final InMemoryDatagramEndpointMapper mapper;

    DatagramContract(EndpointMapperPeer.Builder server) {
      mapper =
          InMemoryDatagramEndpointMapper.of(
              UdpEndpointMapperPeer.builder(
                  server.entries(InMemoryEndpointMapper.sampleEntries())));
    }

    @Override
    protected Protocol protocol() {
      return new MsRpcProtocol();
    }

    @Override
    protected Binding binding() {
      return Binding.udp(135);
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer sent) {
      byte[] question = new byte[sent.remaining()];
      sent.duplicate().get(question);
      return answers
          .computeIfAbsent(ByteBuffer.wrap(question), key -> mapper.respond(question))
          .stream()
          .map(ByteBuffer::wrap)
          .toList();
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
      super(
          EndpointMapperPeer.builder()
              .byteOrder(ByteOrder.BIG_ENDIAN)
              .pageSize(6)
              .fragmentSize(400));
    }
  }
}

package io.portprobe.protocols.msrpc;

import io.portprobe.protocols.testkit.DatagramMapperPeer;
import io.portprobe.protocols.testkit.EndpointMapperPeer;
import io.portprobe.protocols.testkit.EndpointMapperPeer.Ending;
import io.portprobe.protocols.testkit.InMemoryDatagramMapper;
import io.portprobe.protocols.testkit.InMemoryMapper;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.testkit.ProtocolContract;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

@DisplayName("msrpc keeps the contract of protocols")
class MsRpcContractTest {
  /** Talks to a server that answers what it was asked in one good conversation. */
  abstract static class Contract extends ProtocolContract {
    private final Map<ByteBuffer, List<byte[]>> answers = new HashMap<>();

    Contract(EndpointMapperPeer.Builder server) {
      InMemoryMapper mapper = InMemoryMapper.of(server.entries(InMemoryMapper.sampleEntries()));
      Talk.with(
              sent -> {
                List<byte[]> reply = mapper.answer(sent);
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
    protected List<ByteBuffer> answer(ByteBuffer sent) {
      byte[] question = new byte[sent.remaining()];
      sent.duplicate().get(question);
      List<byte[]> known = answers.get(ByteBuffer.wrap(question));
      // A request that spoiled answers brought about: a server that knows nothing of it.
      List<byte[]> reply =
          known != null ? known : InMemoryMapper.serving(List.of()).answer(question);
      return reply.stream().map(ByteBuffer::wrap).toList();
    }
  }

  @Nested
  @DisplayName("with a server that needs one answer")
  class OnePage extends Contract {
    OnePage() {
      super(EndpointMapperPeer.builder());
    }
  }

  @Nested
  @DisplayName("with a big-endian server of small pages and fragments")
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
    private final InMemoryDatagramMapper mapper;

    DatagramContract(EndpointMapperPeer.Builder server) {
      mapper =
          InMemoryDatagramMapper.of(
              DatagramMapperPeer.builder(server.entries(InMemoryMapper.sampleEntries())));
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
    protected List<ByteBuffer> answer(ByteBuffer sent) {
      byte[] question = new byte[sent.remaining()];
      sent.duplicate().get(question);
      return answers
          .computeIfAbsent(ByteBuffer.wrap(question), key -> mapper.answer(question))
          .stream()
          .map(ByteBuffer::wrap)
          .toList();
    }
  }

  @Nested
  @DisplayName("in datagrams, with a server that needs one answer")
  class OneDatagram extends DatagramContract {
    OneDatagram() {
      super(EndpointMapperPeer.builder());
    }
  }

  @Nested
  @DisplayName("in datagrams, with a big-endian server of small pages and fragments")
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

package io.portprobe.protocols.internal.dns;

import static io.portprobe.protocols.internal.dns.DnsMessageWriter.AUTHORITATIVE;
import static io.portprobe.protocols.internal.dns.DnsMessageWriter.RESPONSE;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Framing;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.protocol.ProtocolContract;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;

class LinkLocalContractTest {
  private static final int HEADER = 12;
  private static final int PTR = 12;

  /** Returns the response to a query, which points to one name. */
  private static byte[] response(byte[] query, int flags, String name) {
    byte[] data = DnsMessageWriter.message(0, 0).name(name).toBytes();
    return DnsMessageWriter.message((query[0] & 0xff) << 8 | (query[1] & 0xff), flags, 1, 1)
        .bytes(Arrays.copyOfRange(query, HEADER, query.length))
        .pointer(HEADER)
        .record(PTR, 10, Arrays.copyOfRange(data, HEADER, data.length))
        .toBytes();
  }

  private static byte[] bytes(ByteBuffer sent, int from) {
    byte[] bytes = new byte[sent.remaining() - from];
    sent.get(sent.position() + from, bytes);
    return bytes;
  }

  @Nested
  class Mdns extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return new MdnsProtocol();
    }

    @Override
    protected Binding binding() {
      return Binding.udp(5353);
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer sent) {
      byte[] query = bytes(sent, 0);
      boolean services = query[HEADER] == "_services".length();
      return List.of(
          ByteBuffer.wrap(
              LinkLocalContractTest.response(
                  query,
                  RESPONSE | AUTHORITATIVE,
                  services ? "_ipp._tcp.local" : "printer.local")));
    }
  }

  @Nested
  class LlmnrOverUdp extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return new LlmnrProtocol();
    }

    @Override
    protected Binding binding() {
      return Binding.udp(5355);
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer sent) {
      return List.of(
          ByteBuffer.wrap(LinkLocalContractTest.response(bytes(sent, 0), RESPONSE, "workstation")));
    }
  }

  @Nested
  class LlmnrOverTcp extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return new LlmnrProtocol();
    }

    @Override
    protected Binding binding() {
      return Binding.tcp(5355);
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer sent) {
      byte[] message = LinkLocalContractTest.response(bytes(sent, 2), RESPONSE, "workstation");
      return List.of(ByteBuffer.wrap(Framing.lengthPrefix(2, 65_535).frame(message)));
    }
  }
}

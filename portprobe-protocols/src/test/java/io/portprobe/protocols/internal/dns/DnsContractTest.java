package io.portprobe.protocols.internal.dns;

import static io.portprobe.protocols.internal.dns.DnsMessageWriter.A;
import static io.portprobe.protocols.internal.dns.DnsMessageWriter.RESPONSE;
import static io.portprobe.protocols.internal.dns.DnsMessageWriter.message;

import io.portprobe.protocols.dns.Dns;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Framing;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.testing.protocol.ProtocolContract;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;

class DnsContractTest {
  private static final int HEADER = 12;

  /** A server that has one address record and its version. */
  private abstract static class Contract extends ProtocolContract {
    private final Binding binding;

    Contract(Binding binding) {
      this.binding = binding;
    }

    @Override
    protected Protocol protocol() {
      return new DnsProtocol();
    }

    @Override
    protected Map<ProtocolOption<?>, List<?>> invalidOptions() {
      return Map.of(
          Dns.NAME,
          List.of("", "a..b", "a".repeat(64), "abcdefg.".repeat(32), "with space", "a\\999"),
          Dns.TYPE,
          List.of("", "NOPE", "TYPE65536"),
          Dns.CLASS,
          List.of("", "XX", "CLASS65536"));
    }

    @Override
    protected Set<String> recognisedGreetings() {
      return Set.of("dns");
    }

    @Override
    protected Binding binding() {
      return binding;
    }

    @Override
    protected TestDialogueContext context(long seed) {
      return super.context(seed).with(Dns.NAME, "www.example").with(Dns.TYPE, "A");
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer sent) {
      return datagrams() ? List.of(ByteBuffer.wrap(reply(bytes(sent)))) : responseOverTcp(sent);
    }

    @Override
    protected List<ByteBuffer> responseOverTcp(ByteBuffer sent) {
      byte[] framed = bytes(sent);
      byte[] reply = whole(Arrays.copyOfRange(framed, 2, framed.length));
      return List.of(ByteBuffer.wrap(Framing.lengthPrefix(2, 65_535).frame(reply)));
    }

    private boolean datagrams() {
      return binding.equals(Binding.udp(53));
    }

    /** Returns the response to a datagram. */
    byte[] reply(byte[] query) {
      return whole(query);
    }
  }

  /** A contract with identity queries. */
  private abstract static class IdentityContract extends Contract {
    IdentityContract(Binding binding) {
      super(binding);
    }

    @Override
    protected TestDialogueContext context(long seed) {
      return super.context(seed).with(Dns.IDENTITY, true);
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static DnsMessageWriter response(byte[] query, int flags, int answers) {
    int end = HEADER;
    while (query[end] != 0) {
      end += 1 + query[end];
    }
    return message(ByteBuffer.wrap(query).getShort() & 0xffff, RESPONSE | flags, 1, answers)
        .bytes(Arrays.copyOfRange(query, HEADER, end + 5));
  }

  private static byte[] whole(byte[] query) {
    int dnsClass = response(query, 0, 0).toBytes()[response(query, 0, 0).length() - 1];
    return dnsClass == 3
        ? response(query, 0, 1)
            .pointer(HEADER)
            .u16(16, 3)
            .u32(0)
            .u16(4)
            .bytes(new byte[] {3, '1', '.', '0'})
            .toBytes()
        : response(query, 0, 2)
            .pointer(HEADER)
            .record(A, 60, new byte[] {(byte) 192, 0, 2, 80})
            .pointer(HEADER)
            .record(A, 60, new byte[] {(byte) 192, 0, 2, 81})
            .toBytes();
  }

  @Nested
  class Udp extends Contract {
    Udp() {
      super(Binding.udp(53));
    }
  }

  @Nested
  class Tcp extends Contract {
    Tcp() {
      super(Binding.tcp(53));
    }
  }

  @Nested
  class Tls extends Contract {
    Tls() {
      super(Binding.tls(853));
    }
  }

  @Nested
  class Identity extends IdentityContract {
    Identity() {
      super(Binding.udp(53));
    }
  }

  @Nested
  class TlsIdentity extends IdentityContract {
    TlsIdentity() {
      super(Binding.tls(853));
    }
  }

  @Nested
  class Truncated extends Contract {
    Truncated() {
      super(Binding.udp(53));
    }

    @Override
    byte[] reply(byte[] query) {
      return DnsContractTest.response(query, DnsMessageWriter.TRUNCATED, 0).toBytes();
    }
  }

  @Nested
  class WithoutEdns extends Contract {
    WithoutEdns() {
      super(Binding.udp(53));
    }

    @Override
    byte[] reply(byte[] query) {
      return query[11] == 0 ? whole(query) : DnsContractTest.response(query, 1, 0).toBytes();
    }
  }
}

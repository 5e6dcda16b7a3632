package io.portprobe.protocols.internal.netbios;

import static io.portprobe.protocols.internal.netbios.NetBiosPackets.ACTIVE;
import static io.portprobe.protocols.internal.netbios.NetBiosPackets.GROUP;

import io.portprobe.protocols.netbios.NetBios;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.testing.protocol.ProtocolContract;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;

class NetBiosContractTest {
  private static final int HEADER = 12;
  private static final int NAME = 34;

  private abstract static class Contract extends ProtocolContract {
    @Override
    protected Set<String> recognisedGreetings() {
      return Set.of("netbios-session");
    }

    private final Binding binding;

    Contract(Binding binding) {
      this.binding = binding;
    }

    @Override
    protected Protocol protocol() {
      return new NetBiosProtocol();
    }

    @Override
    protected Map<ProtocolOption<?>, List<?>> invalidOptions() {
      return Map.of(
          NetBios.NAME,
          List.of("SIXTEEN_LETTERS_", "with space", "#20"),
          NetBios.CALLING,
          List.of("", "SIXTEEN_LETTERS_"),
          NetBios.SCOPE,
          List.of(".", "a..b", "a.".repeat(111)));
    }

    @Override
    protected Binding binding() {
      return binding;
    }
  }

  @Nested
  class Status extends Contract {
    Status() {
      super(Binding.udp(137));
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer sent) {
      NetBiosPackets data =
          NetBiosPackets.data(2)
              .entry("FILESRV", 0, ACTIVE)
              .entry("WORKGROUP", 0, GROUP | ACTIVE)
              .statistics("00155d01c61e");
      return List.of(ByteBuffer.wrap(NetBiosPackets.response(sent.getShort() & 0xffff, 0, data)));
    }
  }

  @Nested
  class Query extends Contract {
    Query() {
      super(Binding.udp(137));
    }

    @Override
    protected TestDialogueContext context(long seed) {
      return super.context(seed).with(NetBios.NAME, "FILESRV");
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer sent) {
      byte[] name = new byte[NAME];
      sent.get(HEADER, name);
      byte[] answer =
          NetBiosPackets.packet(sent.getShort() & 0xffff, NetBiosPackets.RESPONSE, 0, 1)
              .bytes(name)
              .u16(0x20, 1)
              .u32(60)
              .u16(6, 0)
              .u8(192, 0, 2, 1)
              .toBytes();
      return List.of(ByteBuffer.wrap(answer));
    }
  }

  private abstract static class Session extends Contract {
    private final String hex;

    Session(String hex) {
      super(Binding.tcp(139));
      this.hex = hex;
    }

    @Override
    protected Set<String> acceptedGreetings() {
      return Set.of("netbios-session");
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer sent) {
      return List.of(ByteBuffer.wrap(NetBiosPackets.nothing().hex(hex).toBytes()));
    }
  }

  @Nested
  class Accepted extends Session {
    Accepted() {
      super("82000000");
    }
  }

  @Nested
  class Refused extends Session {
    Refused() {
      super("8300000182");
    }
  }

  @Nested
  class Retargeted extends Session {
    Retargeted() {
      super("85000000 84000006 c0000201 008b");
    }
  }
}

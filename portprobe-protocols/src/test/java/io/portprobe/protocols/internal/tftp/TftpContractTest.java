package io.portprobe.protocols.internal.tftp;

import io.portprobe.protocols.tftp.Tftp;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.testing.protocol.ProtocolContract;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;

class TftpContractTest {
  private abstract static class Contract extends ProtocolContract {
    private final String hex;

    Contract(String hex) {
      this.hex = hex;
    }

    @Override
    protected Protocol protocol() {
      return new TftpProtocol();
    }

    @Override
    protected Binding binding() {
      return Binding.udp(69).withRepliesFromAnyPort();
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      return request.get(1) == 1
          ? List.of(ByteBuffer.wrap(HexFormat.of().parseHex(hex)))
          : List.of();
    }

    @Override
    protected Map<ProtocolOption<?>, List<?>> invalidOptions() {
      return Map.of(Tftp.FILE_NAME, List.of("a\0b", "x".repeat(256), "\u00e9"));
    }
  }

  @Nested
  class FileNotFound extends Contract {
    FileNotFound() {
      super("0005000146696c65206e6f7420666f756e6400");
    }
  }

  @Nested
  class FileFound extends Contract {
    FileFound() {
      super("00030001706f727470726f62652074660a");
    }
  }
}

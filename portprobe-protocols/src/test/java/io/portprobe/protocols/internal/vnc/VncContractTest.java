package io.portprobe.protocols.internal.vnc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.portprobe.protocols.vnc.Vnc;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.protocol.ProtocolContract;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;

class VncContractTest {
  private abstract static class Contract extends ProtocolContract {
    private final String version;
    private final List<String> responses;

    /** Creates a server with responses to messages of 12, then of one byte. */
    Contract(String version, String... responses) {
      this.version = version;
      this.responses = List.of(responses);
    }

    @Override
    protected Protocol protocol() {
      return new VncProtocol();
    }

    @Override
    protected Binding binding() {
      return Binding.tcp(5900);
    }

    @Override
    protected Set<String> acceptedGreetings() {
      return Set.of("vnc");
    }

    /** Client and server send the same version. */
    @Override
    protected Set<String> recognisedGreetings() {
      return Set.of("vnc", "echo");
    }

    @Override
    protected List<ByteBuffer> greeting() {
      return List.of(ByteBuffer.wrap(("RFB " + version + "\n").getBytes(US_ASCII)));
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      int index = request.remaining() == RfbVersion.LENGTH ? 0 : 1;
      return index < responses.size()
          ? List.of(ByteBuffer.wrap(HexFormat.of().parseHex(responses.get(index))))
          : List.of();
    }
  }

  @Nested
  class Authenticating extends Contract {
    Authenticating() {
      super("003.008", "021302");
    }
  }

  @Nested
  class Refusing extends Contract {
    Refusing() {
      super("003.008", "00" + "00000003" + "62757a");
    }
  }

  /** Version 3.3 sends one type; without authentication, the client sends the shared flag only. */
  @Nested
  class OpenVersion33 extends Contract {
    OpenVersion33() {
      super("003.003", "00000001", "02800 1e0".replace(" ", "") + "0".repeat(32) + "0000000161");
    }
  }

  @Nested
  class WithoutDesktop extends Contract {
    WithoutDesktop() {
      super("003.008", "020102");
    }

    @Override
    protected TestDialogueContext context(long seed) {
      return super.context(seed).with(Vnc.DESKTOP_NAME, false);
    }
  }
}

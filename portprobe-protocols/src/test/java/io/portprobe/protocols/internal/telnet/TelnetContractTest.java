package io.portprobe.protocols.internal.telnet;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.protocol.ProtocolContract;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;

class TelnetContractTest {
  private abstract static class Contract extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return new TelnetProtocol();
    }

    @Override
    protected Binding binding() {
      return Binding.tcp(23);
    }

    @Override
    protected Set<String> acceptedGreetings() {
      return Set.of("telnet");
    }

    static ByteBuffer bytes(String text) {
      return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  /** A server that sends its text after the refusal of its last option. */
  @Nested
  class Negotiating extends Contract {
    @Override
    protected List<ByteBuffer> greeting() {
      return List.of(bytes("\u00ff\u00fd\u0018\u00ff\u00fd'"));
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      return request.get(request.limit() - 1) == 0x27
          ? List.of(bytes("\u00ff\u00fb\u0001\r\nDebian 12\r\nhost login: "))
          : List.of();
    }
  }

  @Nested
  class PromptOnly extends Contract {
    @Override
    protected List<ByteBuffer> greeting() {
      return List.of(bytes("\r\nUser Access Verification\r\n\r\nPassword: "));
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      return List.of();
    }

    /** Without a command of Telnet, the text does not suffice. */
    @Override
    public void ownServer_isRecognised() {}
  }
}

package io.portprobe.protocols.internal.ssh;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.portprobe.protocols.ssh.Ssh;
import io.portprobe.protocols.talk.Recording;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.protocol.ProtocolContract;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;

class SshContractTest {
  private abstract static class Contract extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return new SshProtocol();
    }

    @Override
    protected Binding binding() {
      return Binding.tcp(22);
    }

    @Override
    protected Set<String> acceptedGreetings() {
      return Set.of("ssh");
    }

    @Override
    protected List<ByteBuffer> greeting() {
      return List.of(text("welcome\r\nSSH-2.0-dropbear_2022.83\r\n"));
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      return List.of();
    }
  }

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII));
  }

  @Nested
  class Algorithms extends Contract {
    /** The server responds to the identification, not to the message that ends the dialogue. */
    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      byte[] stream = Recording.of(SshFuzzTest.class, "stream/dropbear");
      int line = new String(stream, US_ASCII).indexOf('\n') + 1;
      return request.get(0) == 'S'
          ? List.of(ByteBuffer.wrap(Arrays.copyOfRange(stream, line, stream.length)))
          : List.of();
    }
  }

  @Nested
  class IdentificationOnly extends Contract {
    @Override
    protected TestDialogueContext context(long seed) {
      return super.context(seed).with(Ssh.ALGORITHMS, false);
    }
  }

  @Nested
  class Version1 extends Contract {
    @Override
    protected List<ByteBuffer> greeting() {
      return List.of(text("SSH-1.5-1.2.27\n"));
    }
  }
}

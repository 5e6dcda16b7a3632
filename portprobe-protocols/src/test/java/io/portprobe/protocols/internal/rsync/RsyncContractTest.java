package io.portprobe.protocols.internal.rsync;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.portprobe.protocols.rsync.Rsync;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.protocol.ProtocolContract;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;

class RsyncContractTest {
  private abstract static class Contract extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return new RsyncProtocol();
    }

    @Override
    protected Binding binding() {
      return Binding.tcp(873);
    }

    @Override
    protected Set<String> acceptedGreetings() {
      return Set.of("rsync");
    }

    @Override
    protected List<ByteBuffer> greeting() {
      return List.of(text("@RSYNCD: 31.0 sha512 md5\n"));
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      return List.of(text("Welcome\n\ndata           \tPublic data\n@RSYNCD: EXIT\n"));
    }

    private static ByteBuffer text(String text) {
      return ByteBuffer.wrap(text.getBytes(US_ASCII));
    }
  }

  @Nested
  class Greeting extends Contract {}

  @Nested
  class Modules extends Contract {
    @Override
    protected TestDialogueContext context(long seed) {
      return super.context(seed).with(Rsync.MODULES, true);
    }

    /** The request starts with a greeting too. Only the exact line of this client is excluded. */
    @Override
    protected Set<String> recognisedGreetings() {
      return Set.of("rsync");
    }
  }
}

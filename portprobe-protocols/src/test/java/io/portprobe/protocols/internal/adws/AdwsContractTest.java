package io.portprobe.protocols.internal.adws;

import io.portprobe.protocols.adws.Adws;
import io.portprobe.protocols.talk.Recording;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.protocol.ProtocolContract;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;

class AdwsContractTest {
  private static ByteBuffer recording(String name) {
    return ByteBuffer.wrap(Recording.of(AdwsFuzzTest.class, "stream/" + name));
  }

  private abstract static class Contract extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return new AdwsProtocol();
    }

    @Override
    protected Binding binding() {
      return Binding.tcp(9389);
    }

    @Override
    protected Set<String> acceptedGreetings() {
      return Set.of("mc-nmf");
    }

    @Override
    protected List<ByteBuffer> responseToForeignRequest() {
      return List.of(recording("fault-UnsupportedVersion"));
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      ByteBuffer both = recording("samba-challenge");
      boolean preamble = request.get(0) == 0;
      return List.of(preamble ? both.slice(0, 1) : both.slice(1, both.limit() - 1));
    }
  }

  @Nested
  class Negotiating extends Contract {}

  @Nested
  class WithoutNtlm extends Contract {
    @Override
    protected TestDialogueContext context(long seed) {
      return super.context(seed).with(Adws.NTLM, false);
    }
  }

  @Nested
  class OtherService extends Contract {
    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      return List.of(recording("fault-EndpointNotFound"));
    }
  }
}

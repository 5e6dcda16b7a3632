package io.portprobe.protocols.internal.smb;

import io.portprobe.protocols.smb.Smb;
import io.portprobe.protocols.smb.SmbVersions;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.protocol.ProtocolContract;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;

class SmbContractTest {
  private abstract static class Contract extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return new SmbProtocol();
    }

    @Override
    protected Binding binding() {
      return Binding.tcp(445);
    }

    @Override
    protected Set<String> recognisedGreetings() {
      return Set.of("smb1", "smb2");
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer sent) {
      if (sent.getInt(4) == Smb2Messages.MAGIC) {
        return List.of(SmbRecordings.smb2(sent.get(16)));
      }
      int index = sent.get(8) == Smb1Messages.NEGOTIATE ? 0 : 1;
      return List.of(SmbRecordings.smb1(index, SmbRecordings.multiplexId(sent)));
    }
  }

  @Nested
  class Smb2 extends Contract {}

  @Nested
  class Smb1Only extends Contract {
    @Override
    protected TestDialogueContext context(long seed) {
      return super.context(seed).with(Smb.VERSIONS, SmbVersions.SMB1);
    }
  }
}

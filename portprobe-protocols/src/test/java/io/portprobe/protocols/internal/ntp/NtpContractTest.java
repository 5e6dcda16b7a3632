package io.portprobe.protocols.internal.ntp;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.protocol.ProtocolContract;
import io.portprobe.testing.protocol.RecordedConversation;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Nested;

class NtpContractTest {
  private abstract static class Contract extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return new NtpProtocol();
    }

    @Override
    protected Binding binding() {
      return Binding.udp(123);
    }
  }

  @Nested
  class Chrony extends Contract {
    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      return List.of(NtpPackets.response(request, NtpPackets.CHRONY));
    }
  }

  @Nested
  class RecordedNtpsec extends Contract {
    /** A server copies the transmit timestamp of the request into the origin timestamp. */
    private final RecordedConversation recorded =
        RecordedConversation.read(NtpContractTest.class, "ntp-recorded.txt").copying(40, 24, 8);

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      return recorded.response(request);
    }
  }
}

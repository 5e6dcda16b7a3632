package io.portprobe.protocols.internal.radius;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.portprobe.protocols.radius.Radius;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.testing.protocol.ProtocolContract;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;

class RadiusContractTest {
  private static final byte[] MESSAGE = "\u0012\u0004ok".getBytes(US_ASCII);

  private abstract static class Contract extends ProtocolContract {
    private final Binding binding;

    Contract(Binding binding) {
      this.binding = binding;
    }

    @Override
    protected Protocol protocol() {
      return new RadiusProtocol();
    }

    @Override
    protected Binding binding() {
      return binding;
    }

    @Override
    protected Map<ProtocolOption<?>, List<?>> invalidOptions() {
      return Map.of(Radius.SECRET, List.of("", "x".repeat(129)));
    }
  }

  @Nested
  class Authentication extends Contract {
    Authentication() {
      super(Binding.udp(1812));
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      byte[] packet = RadiusServerBytes.signedResponse(request, "testing123", 2, MESSAGE);
      return List.of(ByteBuffer.wrap(packet));
    }
  }

  @Nested
  class Accounting extends Contract {
    Accounting() {
      super(Binding.udp(1813));
    }

    @Override
    protected TestDialogueContext context(long seed) {
      return super.context(seed).with(Radius.SECRET, "other");
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      return List.of(ByteBuffer.wrap(RadiusServerBytes.response(request, "other", 5, MESSAGE)));
    }
  }
}

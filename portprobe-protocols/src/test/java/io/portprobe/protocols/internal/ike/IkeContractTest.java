package io.portprobe.protocols.internal.ike;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.protocol.ProtocolContract;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Nested;

class IkeContractTest {
  private abstract static class Contract extends ProtocolContract {
    private final Binding binding;
    private final int marker;

    Contract(Binding binding, int marker) {
      this.binding = binding;
      this.marker = marker;
    }

    @Override
    protected Protocol protocol() {
      return new IkeProtocol();
    }

    @Override
    protected Binding binding() {
      return binding;
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      byte[] response = response(request.getLong(marker), request.get(marker + 17));
      return List.of(
          ByteBuffer.allocate(marker + response.length).position(marker).put(response).flip());
    }

    abstract byte[] response(long id, int version);
  }

  @Nested
  class Accepting extends Contract {
    Accepting() {
      super(Binding.udp(500), 0);
    }

    @Override
    byte[] response(long id, int version) {
      return version == IkeHeader.VERSION_1
          ? IkeBytes.withId(IkeBytes.ACCEPTED_1, id)
          : IkeBytes.withId(IkeBytes.ACCEPTED_2, id);
    }
  }

  @Nested
  class Refusing extends Contract {
    Refusing() {
      super(Binding.udp(4500), 4);
    }

    @Override
    byte[] response(long id, int version) {
      return version == IkeHeader.VERSION_1
          ? IkeBytes.withId(IkeBytes.REFUSED_1, id)
          : IkeBytes.withId(IkeBytes.REFUSED_2, id);
    }
  }

  /** Demands a cookie before it accepts, as under load (RFC 7296 section 2.6). */
  @Nested
  class DemandingACookie extends Accepting {
    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      boolean demands = request.get(16) == 33; // the proposal is the first payload
      return demands
          ? List.of(
              ByteBuffer.wrap(
                  IkeBytes.withId(
                      IkeBytes.notification(
                          IkeHeader.VERSION_2, IkeHeader.SA_INIT, 16_390, new byte[20]),
                      request.getLong(0))))
          : super.response(request);
    }
  }
}

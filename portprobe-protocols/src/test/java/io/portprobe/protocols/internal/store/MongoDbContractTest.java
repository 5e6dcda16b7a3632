package io.portprobe.protocols.internal.store;

import io.portprobe.protocols.internal.recording.Recording;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.protocol.ProtocolContract;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A server that knows isMaster and buildInfo. */
class MongoDbContractTest extends ProtocolContract {
  private static final byte[] RECORDED =
      Recording.read(StoreFuzzTest.class, "mongoDb", "mongo-java-server-1.47.0");

  @Override
  protected Protocol protocol() {
    return new MongoDbProtocol();
  }

  @Override
  protected Binding binding() {
    return Binding.tcp(27_017);
  }

  @Override
  protected List<ByteBuffer> response(ByteBuffer request) {
    byte[] sent = new byte[request.remaining()];
    request.duplicate().get(sent);
    boolean buildInfo = new String(sent, StandardCharsets.US_ASCII).contains("buildInfo");
    return List.of(ByteBuffer.wrap(StoreFuzzTest.withIds(message(buildInfo ? 2 : 1), sent)));
  }

  /** Returns a recorded message: 1 responds to isMaster, 2 to buildInfo. */
  private static byte[] message(int number) {
    ByteBuffer in = ByteBuffer.wrap(RECORDED).order(ByteOrder.LITTLE_ENDIAN);
    int at = 0;
    for (int i = 0; i < number; i++) {
      at += in.getInt(at);
    }
    return Arrays.copyOfRange(RECORDED, at, at + in.getInt(at));
  }
}

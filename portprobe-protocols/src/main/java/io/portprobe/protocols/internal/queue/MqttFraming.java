package io.portprobe.protocols.internal.queue;

import io.portprobe.spi.Framing;
import java.nio.ByteBuffer;

/**
 * The packets of a broker. The first is a CONNACK packet, so that the greeting of another server is
 * not taken for the beginning of a long packet. Belongs to one dialogue.
 */
final class MqttFraming implements Framing {
  private static final int MAX_PACKET = 64 << 10;

  private boolean connected;

  /** Permits the packets that follow an accepted connection. */
  void connected() {
    connected = true;
  }

  @Override
  public int length(ByteBuffer received) {
    if (!isExpected((received.get(0) & 0xff) >>> 4)) {
      return INVALID;
    }
    ByteBuffer in = received.slice(1, received.limit() - 1);
    int length = MqttPackets.variableInteger(in);
    if (length < 0) {
      return in.limit() < MqttPackets.MAX_LENGTH_BYTES ? INCOMPLETE : INVALID;
    }
    return 1 + in.position() + length;
  }

  private boolean isExpected(int type) {
    return connected
        ? type == MqttPackets.PUBLISH
            || type == MqttPackets.SUBACK
            || type == MqttPackets.DISCONNECT
        : type == MqttPackets.CONNACK;
  }

  @Override
  public int maxLength() {
    return MAX_PACKET;
  }
}

package io.portprobe.protocols.internal.queue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.Transport;
import io.portprobe.protocols.internal.recording.Recording;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;

/**
 * Dialogues with message brokers whose responses are the input of the fuzzer. The seeds are
 * responses of real brokers, whose names and versions are those of the files.
 */
class QueueFuzzTest {
  private static final int[] PIECES = {Integer.MAX_VALUE, 1};

  private static Recording open(Protocol protocol) {
    return Recording.start(protocol.open(TestDialogueContext.of(Transport.TCP, 1)));
  }

  @FuzzTest
  void mqtt(byte[] input) {
    for (int piece : PIECES) {
      open(new MqttProtocol()).receive(input, piece).silence().close().check();
    }
  }

  /** The broker closes the first connection, so that the client uses MQTT 3.1.1. */
  @FuzzTest
  void mqttOld(byte[] input) {
    for (int piece : PIECES) {
      open(new MqttProtocol()).close().receive(input, piece).silence().close().check();
    }
  }

  @FuzzTest
  void amqp(byte[] input) {
    for (int piece : PIECES) {
      open(new AmqpProtocol()).receive(input, piece).close().check();
    }
    if (input.length > 0) {
      var unused = new AmqpProtocol().recognise(ByteBuffer.wrap(input).asReadOnlyBuffer());
    }
  }

  /** A correlation id of zero is replaced by the one of the request. */
  @FuzzTest
  void kafka(byte[] input) {
    for (int piece : PIECES) {
      Recording recording = open(new KafkaProtocol());
      recording.receive(withIds(input, recording.sent().get(0)), piece).close().check();
    }
  }

  /** Returns responses with the correlation ids of the requests. */
  static byte[] withIds(byte[] responses, byte[] firstRequest) {
    ByteBuffer out = ByteBuffer.wrap(responses.clone());
    int id = ByteBuffer.wrap(firstRequest).getInt(8);
    for (int at = 0; at + 8 <= out.limit(); id++) {
      if (out.getInt(at + 4) == 0) {
        out.putInt(at + 4, id);
      }
      int length = out.getInt(at);
      if (length < 4 || length > out.limit()) {
        break;
      }
      at += 4 + length;
    }
    return out.array();
  }
}

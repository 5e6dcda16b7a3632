package io.portprobe.protocols.internal.store;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.Transport;
import io.portprobe.protocols.internal.recording.Recording;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Dialogues with data stores whose responses are the input of the fuzzer. Where a response repeats
 * an id of the request, zeros are replaced by that id, so that the fuzzer need not guess it. The
 * seeds are responses of real servers, whose names and versions are those of the files.
 */
class StoreFuzzTest {
  @FuzzTest
  void redis(byte[] input) {
    stream(new RedisProtocol(), 6379, input);
  }

  @FuzzTest
  void memcached(byte[] input) {
    stream(new MemcachedProtocol(), 11_211, input);
  }

  @FuzzTest
  void zooKeeper(byte[] input) {
    stream(new ZooKeeperProtocol(), 2181, input);
  }

  @FuzzTest
  void cassandra(byte[] input) {
    byte[] response = input.clone();
    if (response.length >= 4 && response[2] == 0 && response[3] == 0) {
      Dialogue dialogue = new CassandraProtocol().open(TestDialogueContext.of(Transport.TCP, 9042));
      System.arraycopy(Recording.start(dialogue).sent().get(0), 2, response, 2, 2);
    }
    stream(new CassandraProtocol(), 9042, response);
  }

  @FuzzTest
  void memcachedDatagram(byte[] input) {
    Recording recording =
        Recording.start(
            new MemcachedProtocol().open(TestDialogueContext.of(Transport.UDP, 11_211)));
    byte[] datagram = input.clone();
    if (datagram.length >= 2 && datagram[0] == 0 && datagram[1] == 0) {
      System.arraycopy(recording.sent().get(0), 0, datagram, 0, 2);
    }
    recording.receive(datagram).check();
  }

  @FuzzTest
  void mongoDb(byte[] input) {
    mongoDb(input, false);
  }

  /** The server closes the first connection, so that the client sends OP_QUERY. */
  @FuzzTest
  void mongoDbQuery(byte[] input) {
    mongoDb(input, true);
  }

  private static void mongoDb(byte[] input, boolean closes) {
    for (int piece : new int[] {Integer.MAX_VALUE, 1}) {
      Recording recording =
          Recording.start(
              new MongoDbProtocol().open(TestDialogueContext.of(Transport.TCP, 27_017)));
      if (closes) {
        recording.close();
      }
      int requests = recording.sent().size();
      byte[] responses = withIds(input, recording.sent().get(requests - 1));
      recording.receive(responses, piece).close().check();
    }
    if (input.length > 0) {
      var unused = new MongoDbProtocol().recognise(ByteBuffer.wrap(input).asReadOnlyBuffer());
    }
  }

  /** Returns responses of MongoDB that repeat the ids of the requests. */
  static byte[] withIds(byte[] responses, byte[] firstRequest) {
    ByteBuffer out = ByteBuffer.wrap(responses.clone()).order(ByteOrder.LITTLE_ENDIAN);
    int id = ByteBuffer.wrap(firstRequest).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
    for (int at = 0; at + 16 <= out.limit(); id++) {
      if (out.getInt(at + 8) == 0) {
        out.putInt(at + 8, id);
      }
      int length = out.getInt(at);
      if (length < 16 || length > out.limit()) {
        break;
      }
      at += length;
    }
    return out.array();
  }

  /** Delivers the input in one piece, in small pieces, and to the identification. */
  private static void stream(Protocol protocol, int port, byte[] input) {
    for (int piece : new int[] {Integer.MAX_VALUE, 1}) {
      Dialogue dialogue = protocol.open(TestDialogueContext.of(Transport.TCP, port));
      Recording.start(dialogue).receive(input, piece).silence().close().check();
    }
    if (input.length > 0) {
      var unused = protocol.recognise(ByteBuffer.wrap(input).asReadOnlyBuffer());
    }
  }
}

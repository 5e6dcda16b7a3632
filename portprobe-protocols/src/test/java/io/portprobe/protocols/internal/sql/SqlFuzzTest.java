package io.portprobe.protocols.internal.sql;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.Transport;
import io.portprobe.protocols.internal.recording.Recording;
import io.portprobe.protocols.sql.MySql;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;

/**
 * Dialogues with SQL databases whose responses are the input of the fuzzer. The seeds are responses
 * of real servers, whose names and versions are those of the files.
 */
class SqlFuzzTest {
  @FuzzTest
  void postgreSql(byte[] input) {
    stream(new PostgreSqlProtocol(), TestDialogueContext.of(Transport.TCP, 5432), input);
  }

  @FuzzTest
  void mySql(byte[] input) {
    stream(
        new MySqlProtocol(),
        TestDialogueContext.of(Transport.TCP, 3306).with(MySql.TLS, true),
        input);
  }

  /** Delivers the input in one piece, in small pieces, and to the identification. */
  private static void stream(Protocol protocol, TestDialogueContext context, byte[] input) {
    for (int piece : new int[] {Integer.MAX_VALUE, 1}) {
      Dialogue dialogue = protocol.open(context);
      Recording.start(dialogue).receive(input, piece).silence().close().check();
    }
    if (input.length > 0) {
      var unused = protocol.recognise(ByteBuffer.wrap(input).asReadOnlyBuffer());
    }
  }
}

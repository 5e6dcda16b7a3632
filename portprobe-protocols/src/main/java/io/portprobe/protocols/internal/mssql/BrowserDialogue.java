package io.portprobe.protocols.internal.mssql;

import io.portprobe.protocols.mssql.MsSqlBrowser;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A request and a response, one datagram each. */
final class BrowserDialogue implements Dialogue {
  private static final byte ALL_INSTANCES = 0x03; // CLNT_UCAST_EX, MC-SQLR section 2.2.2
  private static final byte ONE_INSTANCE = 0x04; // CLNT_UCAST_INST, MC-SQLR section 2.2.3

  private final String instance;
  private final int findingBytes;

  BrowserDialogue(DialogueContext context) {
    instance = context.option(MsSqlBrowser.INSTANCE);
    findingBytes = context.findingBytes();
  }

  @Override
  public Step start() {
    if (instance.isEmpty()) {
      return Step.send(new byte[] {ALL_INSTANCES});
    }
    byte[] name = instance.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer request = ByteBuffer.allocate(1 + name.length + 1);
    return Step.send(request.put(ONE_INSTANCE).put(name).put((byte) 0).flip());
  }

  @Override
  public Step received(ByteBuffer bytes) {
    return InstanceList.read(bytes, findingBytes)
        .<Step>map(Step::finish)
        .orElseGet(() -> Step.await("the datagram is not a list of SQL Server instances"));
  }
}

package io.portprobe.protocols.internal.mssql;

import io.portprobe.protocols.mssql.MsSql;
import io.portprobe.protocols.mssql.SqlServer;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.FrameDialogue;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A PRELOGIN message and its response. */
final class PreLoginDialogue extends FrameDialogue {
  private final String instance;
  private final byte[] request;

  PreLoginDialogue(DialogueContext context) {
    super(context, PreLogin.framing());
    instance = context.option(MsSql.INSTANCE);
    request = PreLogin.request(context.random().nextInt(), instance);
  }

  @Override
  public Step start() {
    return request(request);
  }

  @Override
  protected Step message(ByteBuffer message) {
    Optional<SqlServer> server = PreLogin.read(message, !instance.isEmpty());
    return server
        .<Step>map(Step::finish)
        .orElseGet(() -> Step.mismatch("the packet is not a response to a PRELOGIN message"));
  }
}

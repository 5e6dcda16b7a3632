package io.portprobe.protocols.internal.mssql;

import io.portprobe.protocols.mssql.MsSql;
import io.portprobe.protocols.mssql.SqlServer;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ForeignReaction;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.spi.ServiceFacts;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The protocol {@code "mssql"}; {@link MsSql} describes it. Thread-safe. */
public final class MsSqlProtocol implements Protocol {
  private static final int HEADER = 8;

  /** Creates the protocol. */
  public MsSqlProtocol() {}

  @Override
  public String name() {
    return "mssql";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tcp(1433));
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(MsSql.INSTANCE, MsSql.TLS);
  }

  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    return PreLogin.readPacket(received.duplicate()).map(SqlServer::facts);
  }

  @Override
  public int rarity() {
    return 2;
  }

  /** After a header, the pool of FreeTDS waits where others close the connection. */
  @Override
  public ForeignReaction foreignReaction(ByteBuffer request) {
    return request.remaining() < HEADER ? ForeignReaction.WAITS : ForeignReaction.VARIES;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new PreLoginDialogue(context);
  }
}

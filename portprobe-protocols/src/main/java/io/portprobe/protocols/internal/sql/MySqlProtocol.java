package io.portprobe.protocols.internal.sql;

import io.portprobe.protocols.sql.MySql;
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

/** The protocol {@code "mysql"}; {@link MySql} describes it. Thread-safe. */
public final class MySqlProtocol implements Protocol {
  private static final int PORT = 3306;

  /** Creates the protocol. */
  public MySqlProtocol() {}

  @Override
  public String name() {
    return "mysql";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tcp(PORT));
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(MySql.TLS);
  }

  /** Identifies a greeting or an error, with which the server reacts to the connection. */
  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    ByteBuffer bytes = received.slice();
    int length = MySqlPacket.length(bytes);
    return length > 0 && bytes.remaining() >= length
        ? MySqlPacket.read(bytes.slice(0, length)).map(MySqlFinding::facts)
        : Optional.empty();
  }

  @Override
  public int rarity() {
    return 3;
  }

  @Override
  public ForeignReaction foreignReaction() {
    return ForeignReaction.GREETS;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new MySqlDialogue(context);
  }
}

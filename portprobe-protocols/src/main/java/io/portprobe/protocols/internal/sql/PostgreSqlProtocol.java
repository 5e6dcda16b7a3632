package io.portprobe.protocols.internal.sql;

import io.portprobe.protocols.internal.reaction.LengthFirst;
import io.portprobe.protocols.sql.PostgreSql;
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

/** The protocol {@code "postgresql"}; {@link PostgreSql} describes it. Thread-safe. */
public final class PostgreSqlProtocol implements Protocol {
  private static final int PORT = 5432;
  private static final int MIN_STARTUP = 8;
  private static final int MAX_STARTUP = 10_000;

  private static final LengthFirst STARTUP =
      new LengthFirst(4, MIN_STARTUP, MAX_STARTUP, MAX_STARTUP, ForeignReaction.VARIES);

  /** Creates the protocol. */
  public PostgreSqlProtocol() {}

  @Override
  public String name() {
    return "postgresql";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tcp(PORT));
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(PostgreSql.TLS);
  }

  /**
   * Identifies an ErrorResponse with a severity, an SQLSTATE and a message, and a request for SASL
   * authentication. The response to an SSLRequest is one letter, which identifies nothing.
   */
  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    ByteBuffer message = received.slice();
    int length = PostgreSqlFraming.messageLength(message);
    if (length < 0 || length != message.remaining()) {
      return Optional.empty();
    }
    ByteBuffer body = message.slice(PostgreSqlFraming.HEADER, length - PostgreSqlFraming.HEADER);
    boolean recognised =
        switch (message.get(0)) {
          case 'E' -> PostgreSqlFields.error(body).isPresent();
          case 'R' -> PostgreSqlFields.isScram(body);
          default -> false;
        };
    return recognised ? Optional.of(ServiceFacts.of("postgresql")) : Optional.empty();
  }

  @Override
  public int rarity() {
    return 2;
  }

  /** The length counts itself (src/backend/tcop/backend_startup.c). */
  @Override
  public ForeignReaction foreignReaction(ByteBuffer request) {
    int length = request.remaining() < 4 ? MIN_STARTUP : request.getInt(request.position());
    return STARTUP.reaction(length, request.remaining());
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new PostgreSqlDialogue(context, new PostgreSqlFraming());
  }
}

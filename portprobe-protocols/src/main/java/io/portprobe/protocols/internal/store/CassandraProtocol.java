package io.portprobe.protocols.internal.store;

import io.portprobe.protocols.store.Cassandra;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ServiceFacts;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/** The protocol {@code "cassandra"}; {@link Cassandra} describes it. Thread-safe. */
public final class CassandraProtocol implements Protocol {
  private static final int PORT = 9042;
  private static final int PROTOCOL_ERROR = 10;

  /** Creates the protocol. */
  public CassandraProtocol() {}

  @Override
  public String name() {
    return "cassandra";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tcp(PORT));
  }

  /** Identifies SUPPORTED, and the protocol error with which a server rejects other requests. */
  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    ByteBuffer frame = received.slice();
    return CassandraFrames.FRAMING.length(frame) == frame.limit()
        ? CassandraFrames.read(frame)
            .filter(CassandraProtocol::isUnmistakable)
            .map(CassandraFinding::facts)
        : Optional.empty();
  }

  private static boolean isUnmistakable(CassandraFinding finding) {
    return finding.options().containsKey("CQL_VERSION")
        || (finding.errorCode().orElse(0) == PROTOCOL_ERROR
            && finding.errorMessage().orElse("").contains("protocol version"));
  }

  @Override
  public int rarity() {
    return 6;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new CassandraDialogue(context);
  }
}

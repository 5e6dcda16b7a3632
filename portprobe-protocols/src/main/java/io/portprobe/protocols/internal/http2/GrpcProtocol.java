package io.portprobe.protocols.internal.http2;

import io.portprobe.protocols.http2.Grpc;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import java.util.List;
import java.util.Set;

/** The protocol {@code "grpc"}; {@link Grpc} describes it. Thread-safe. */
public final class GrpcProtocol implements Protocol {
  private static final int EXAMPLES_PORT = 50_051;

  /** Creates the protocol. */
  public GrpcProtocol() {}

  @Override
  public String name() {
    return "grpc";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tcp(EXAMPLES_PORT));
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(Grpc.SERVICE, Grpc.AUTHORITY);
  }

  @Override
  public int rarity() {
    return 8;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new GrpcDialogue(context);
  }
}

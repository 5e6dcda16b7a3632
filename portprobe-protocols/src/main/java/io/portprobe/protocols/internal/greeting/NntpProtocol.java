package io.portprobe.protocols.internal.greeting;

import io.portprobe.protocols.greeting.Nntp;
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

/** The protocol {@code "nntp"}; {@link Nntp} describes it. Thread-safe. */
public final class NntpProtocol implements Protocol {
  /** Creates the protocol. */
  public NntpProtocol() {}

  @Override
  public String name() {
    return "nntp";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tcp(119), Binding.tls(563));
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(Nntp.START_TLS);
  }

  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    return GreetingPatterns.NNTP.recognise(received);
  }

  @Override
  public int rarity() {
    return 6;
  }

  @Override
  public ForeignReaction foreignReaction() {
    return ForeignReaction.GREETS;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new NntpDialogue(context);
  }
}

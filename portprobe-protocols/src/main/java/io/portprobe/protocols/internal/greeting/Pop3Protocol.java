package io.portprobe.protocols.internal.greeting;

import io.portprobe.protocols.greeting.Pop3;
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

/** The protocol {@code "pop3"}; {@link Pop3} describes it. Thread-safe. */
public final class Pop3Protocol implements Protocol {
  /** Creates the protocol. */
  public Pop3Protocol() {}

  @Override
  public String name() {
    return "pop3";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tcp(110), Binding.tls(995));
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(Pop3.START_TLS);
  }

  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    return GreetingPatterns.POP3.recognise(received);
  }

  @Override
  public int rarity() {
    return 2;
  }

  @Override
  public ForeignReaction foreignReaction() {
    return ForeignReaction.GREETS;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new Pop3Dialogue(context);
  }
}

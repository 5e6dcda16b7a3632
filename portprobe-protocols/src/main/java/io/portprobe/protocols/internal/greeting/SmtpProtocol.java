package io.portprobe.protocols.internal.greeting;

import io.portprobe.protocols.greeting.Smtp;
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

/** The protocol {@code "smtp"}; {@link Smtp} describes it. Thread-safe. */
public final class SmtpProtocol implements Protocol {
  /** Creates the protocol. */
  public SmtpProtocol() {}

  @Override
  public String name() {
    return "smtp";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tcp(25), Binding.tcp(587), Binding.tls(465));
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(Smtp.START_TLS, Smtp.CLIENT_NAME);
  }

  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    return GreetingPatterns.SMTP.recognise(received);
  }

  @Override
  public int rarity() {
    return 1;
  }

  @Override
  public ForeignReaction foreignReaction() {
    return ForeignReaction.GREETS;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new SmtpDialogue(context);
  }
}

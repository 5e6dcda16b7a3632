package io.portprobe.protocols.internal.greeting;

import io.portprobe.protocols.greeting.Imap;
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

/** The protocol {@code "imap"}; {@link Imap} describes it. Thread-safe. */
public final class ImapProtocol implements Protocol {
  /** Creates the protocol. */
  public ImapProtocol() {}

  @Override
  public String name() {
    return "imap";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tcp(143), Binding.tls(993));
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(Imap.START_TLS);
  }

  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    return GreetingPatterns.IMAP.recognise(received);
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
    return new ImapDialogue(context);
  }
}

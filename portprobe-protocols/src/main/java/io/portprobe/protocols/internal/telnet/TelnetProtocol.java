package io.portprobe.protocols.internal.telnet;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ForeignReaction;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ServiceFacts;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/**
 * The protocol {@code "telnet"}; {@link io.portprobe.protocols.telnet.TelnetResult} describes it.
 * Thread-safe.
 */
public final class TelnetProtocol implements Protocol {
  private static final int PORT = 23;
  private static final int COMMAND = 3;
  private static final int RARITY = 2;

  /** Creates the protocol. */
  public TelnetProtocol() {}

  @Override
  public String name() {
    return "telnet";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tcp(PORT));
  }

  /** Recognises a server that starts with the negotiation of well-known options. */
  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    ByteBuffer in = received.slice();
    int commands = 0;
    while (in.remaining() >= COMMAND && (in.get(in.position()) & 0xff) == TelnetCommands.IAC) {
      int command = in.get(in.position() + 1) & 0xff;
      int option = in.get(in.position() + 2) & 0xff;
      if ((command != TelnetCommands.WILL && command != TelnetCommands.DO)
          || !TelnetCommands.isKnownOption(option)) {
        return Optional.empty();
      }
      commands++;
      in.position(in.position() + COMMAND);
    }
    return commands > 0 ? Optional.of(ServiceFacts.of("telnet")) : Optional.empty();
  }

  @Override
  public int rarity() {
    return RARITY;
  }

  @Override
  public ForeignReaction foreignReaction() {
    return ForeignReaction.GREETS;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new TelnetDialogue(context);
  }
}

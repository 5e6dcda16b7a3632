package io.portprobe.protocols.internal.simple;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ServiceFacts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The protocol {@code "ident"}; {@link io.portprobe.protocols.simple.IdentReply} describes it. */
public final class IdentProtocol extends SimpleProtocol {
  /** Creates the protocol. */
  public IdentProtocol() {
    super("ident", Binding.tcp(113));
  }

  /** Recognises a response about any two ports. */
  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    byte[] line = new byte[Math.min(received.remaining(), IdentDialogue.MAX_LINE)];
    received.get(received.position(), line);
    return IdentDialogue.matches(new String(line, StandardCharsets.ISO_8859_1).strip())
        ? Optional.of(ServiceFacts.of(name()))
        : Optional.empty();
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new IdentDialogue(context.random());
  }
}

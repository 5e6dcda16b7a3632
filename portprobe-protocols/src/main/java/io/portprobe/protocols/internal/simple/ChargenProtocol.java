package io.portprobe.protocols.internal.simple;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ServiceFacts;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The protocol {@code "chargen"}; {@link io.portprobe.protocols.simple.CharacterStream} describes
 * it.
 */
public final class ChargenProtocol extends SimpleProtocol {
  /** Creates the protocol. */
  public ChargenProtocol() {
    super("chargen", Binding.tcp(19), Binding.udp(19));
  }

  /** Recognises two lines of which the second is the first one, shifted by a character. */
  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    return ShiftedLines.lineLength(received, 2).stream()
        .mapToObj(length -> ServiceFacts.of(name()))
        .findFirst();
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new ChargenDialogue(context);
  }
}

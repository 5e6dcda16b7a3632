package io.portprobe.protocols.internal.adws;

import io.portprobe.protocols.adws.Adws;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.spi.ServiceFacts;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The protocol {@code "adws"}; {@link Adws} describes it. Thread-safe. */
public final class AdwsProtocol implements Protocol {
  private static final int PORT = 9389;
  private static final int RARITY = 6;

  /** Creates the protocol. */
  public AdwsProtocol() {}

  @Override
  public String name() {
    return "adws";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tcp(PORT));
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(Adws.NTLM);
  }

  @Override
  public int rarity() {
    return RARITY;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new AdwsDialogue(context);
  }

  /**
   * Recognises a fault of .NET Message Framing, which such servers send in response to a request
   * that starts with a zero byte, as many do.
   */
  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    return NmfRecords.fault(received).map(fault -> DefaultAdwsResult.framingFacts());
  }
}

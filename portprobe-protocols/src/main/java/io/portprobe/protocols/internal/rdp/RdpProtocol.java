package io.portprobe.protocols.internal.rdp;

import io.portprobe.protocols.rdp.Rdp;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.spi.ServiceFacts;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The protocol {@code "rdp"}; {@link Rdp} describes it. Thread-safe. */
public final class RdpProtocol implements Protocol {
  private static final int PORT = 3389;

  /**
   * A DisconnectProviderUltimatum (T.125) because of an invalid message, in X.224 data and TPKT.
   */
  private static final byte[] DISCONNECT = HexFormat.of().parseHex("0300000902f0802180");

  /** Creates the protocol. */
  public RdpProtocol() {}

  @Override
  public String name() {
    return "rdp";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tcp(PORT));
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(Rdp.EACH);
  }

  @Override
  public int rarity() {
    return 3;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new RdpDialogue(context);
  }

  /**
   * Recognises a connection confirm with a negotiation, which other uses of X.224 do not have, and
   * the end of a connection by which xrdp responds to a foreign request.
   */
  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    return received.equals(ByteBuffer.wrap(DISCONNECT))
            || (received.remaining() == Negotiation.WITH_NEGOTIATION
                && Negotiation.decode(received).isPresent())
        ? Optional.of(ServiceFacts.of("rdp"))
        : Optional.empty();
  }
}

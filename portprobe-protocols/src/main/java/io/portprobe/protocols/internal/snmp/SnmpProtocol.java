package io.portprobe.protocols.internal.snmp;

import io.portprobe.Transport;
import io.portprobe.protocols.internal.reaction.BerElements;
import io.portprobe.protocols.snmp.Snmp;
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

/** The protocol {@code "snmp"}; {@link Snmp} describes it. Thread-safe. */
public final class SnmpProtocol implements Protocol {
  private static final int RARITY_OVER_TCP = 5;
  private static final int PORT = 161;

  /** Creates the protocol. */
  public SnmpProtocol() {}

  @Override
  public String name() {
    return "snmp";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.udp(PORT), Binding.tcp(PORT));
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(Snmp.COMMUNITY);
  }

  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    byte[] bytes = new byte[received.remaining()];
    received.duplicate().get(bytes);
    try {
      SnmpMessages.Decoded message = SnmpMessages.decode(bytes);
      return Optional.of(SystemGroup.finding(message).facts());
    } catch (SnmpFormatException e) {
      return Optional.empty();
    }
  }

  @Override
  public int rarity() {
    return 1;
  }

  /** SNMP over TCP (RFC 3430) is experimental. */
  @Override
  public int rarity(Transport transport) {
    return transport == Transport.TCP ? RARITY_OVER_TCP : rarity();
  }

  @Override
  public ForeignReaction foreignReaction(ByteBuffer request) {
    return BerElements.reaction(request);
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new SnmpDialogue(context);
  }
}

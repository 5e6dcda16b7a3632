package io.portprobe.protocols.internal.msrpc;

import io.portprobe.Transport;
import io.portprobe.protocols.internal.msrpc.tower.InterfaceNames;
import io.portprobe.protocols.msrpc.Inquiry;
import io.portprobe.protocols.msrpc.MsRpc;
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

/** The protocol {@code "msrpc"}; {@link MsRpc} describes it. Thread-safe. */
public final class MsRpcProtocol implements Protocol {
  private static final Set<Binding> BINDINGS = Set.of(Binding.tcp(135), Binding.udp(135));

  /** Creates the protocol. Reads the bundled table of interface names, so that dialogues do not. */
  public MsRpcProtocol() {
    InterfaceNames.load();
  }

  @Override
  public String name() {
    return "msrpc";
  }

  @Override
  public Set<Binding> bindings() {
    return BINDINGS;
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(MsRpc.INQUIRY);
  }

  @Override
  public Dialogue open(DialogueContext context) {
    CallSequence calls =
        calls(context.option(MsRpc.INQUIRY), context.host(), context.findingBytes());
    return context.transport() == Transport.UDP
        ? new DatagramDialogue(calls, context)
        : new ConnectionDialogue(calls);
  }

  @Override
  public int rarity() {
    return 3;
  }

  /** Recognises the header of a PDU that only servers send, over TCP or UDP. */
  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    return ServerPdu.startsWith(received)
        ? Optional.of(ServiceFacts.of("msrpc"))
        : Optional.empty();
  }

  static CallSequence calls(Inquiry inquiry, String probedHost, int maxBytes) {
    if (inquiry instanceof Inquiry.Lookup lookup) {
      return EntryListSequence.lookup(lookup, probedHost, maxBytes);
    }
    if (inquiry instanceof Inquiry.Map map) {
      return EntryListSequence.map(map, probedHost, maxBytes);
    }
    return new ManagementSequence();
  }
}

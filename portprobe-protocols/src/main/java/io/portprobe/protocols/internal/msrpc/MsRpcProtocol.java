package io.portprobe.protocols.internal.msrpc;

import io.portprobe.Transport;
import io.portprobe.protocols.internal.msrpc.tower.InterfaceNames;
import io.portprobe.protocols.msrpc.EndpointMap;
import io.portprobe.protocols.msrpc.Inquiry;
import io.portprobe.protocols.msrpc.MsRpc;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import java.util.Set;

/**
 * The MS-RPC endpoint mapper, {@code "msrpc"}, at home on tcp/135 and udp/135 (C706 chapters 10, 12
 * and 14, appendices I, L, N to Q; MS-RPCE).
 *
 * <p>Over TCP it binds to the endpoint mapper interface in NDR 2.0 without authentication; over UDP
 * it sends the same calls in the PDUs of the connectionless protocol, acknowledges fragments, pings
 * a server that works on a call, and answers its callback. It asks for the whole map in pages of
 * 500 entries ({@code ept_lookup}) until the server says that it is at its end, and finds an {@link
 * EndpointMap}. A list that is left before its end is given back ({@code ept_lookup_handle_free}).
 * {@link MsRpc#INQUIRY} has it ask something else.
 *
 * <p>What it believes of a server: at most 65536 entries and 12 MiB of them, 1 MiB a page, four
 * pages in a row without a new entry. Beyond that, and after a fault, broken encoding or the end of
 * the stream in the middle of the map, the map is what came so far, marked incomplete. A peer that
 * does not offer the interface, or breaks the encoding before the first entry, is a mismatch.
 *
 * <p>Safe for use by several threads at once.
 */
public final class MsRpcProtocol implements Protocol {
  private static final Set<Binding> HOME = Set.of(Binding.tcp(135), Binding.udp(135));

  /** Makes the protocol. Reads the bundled table of interface names the first time. */
  public MsRpcProtocol() {
    InterfaceNames.load(); // here and not in a dialogue, which must not block
  }

  @Override
  public String name() {
    return "msrpc";
  }

  @Override
  public Set<Binding> bindings() {
    return HOME;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    CallSequence interview = interview(context.option(MsRpc.INQUIRY), context.host());
    return context.transport() == Transport.UDP
        ? new DatagramDialogue(interview, context)
        : new ConnectionDialogue(interview);
  }

  static CallSequence interview(Inquiry inquiry, String asked) {
    if (inquiry instanceof Inquiry.Lookup lookup) {
      return EntryListSequence.lookup(lookup, asked);
    }
    if (inquiry instanceof Inquiry.Map map) {
      return EntryListSequence.map(map, asked);
    }
    return new ManagementSequence();
  }
}

package io.portprobe.protocols.internal.dns;

import io.portprobe.protocols.dns.MdnsResult;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import java.util.Set;

/** The protocol {@code "mdns"}; {@link MdnsResult} describes it. Thread-safe. */
public final class MdnsProtocol implements Protocol {
  private static final int PORT = 5353;

  /** Creates the protocol. */
  public MdnsProtocol() {}

  @Override
  public String name() {
    return "mdns";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.udp(PORT));
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new MdnsDialogue(context);
  }
}

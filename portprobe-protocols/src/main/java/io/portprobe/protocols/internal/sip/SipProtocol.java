package io.portprobe.protocols.internal.sip;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ServiceFacts;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/**
 * The protocol {@code "sip"}; {@link io.portprobe.protocols.sip.SipResult} describes it.
 * Thread-safe.
 */
public final class SipProtocol implements Protocol {
  private static final int PORT = 5060;
  private static final int TLS_PORT = 5061;
  private static final int RARITY = 4;

  /** Creates the protocol. */
  public SipProtocol() {}

  @Override
  public String name() {
    return "sip";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.udp(PORT), Binding.tcp(PORT), Binding.tls(TLS_PORT));
  }

  /** Recognises a status line at the start of a message. */
  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    return SipResponse.read(received.slice()).map(SipResponse::facts);
  }

  @Override
  public int rarity() {
    return RARITY;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new SipDialogue(context, SipRequest.options(context));
  }
}

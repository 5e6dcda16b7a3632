package io.portprobe.protocols.internal.stun;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ServiceFacts;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/**
 * The protocol {@code "stun"}; {@link io.portprobe.protocols.stun.StunResult} describes it.
 * Thread-safe.
 */
public final class StunProtocol implements Protocol {
  private static final int PORT = 3478;
  private static final int TLS_PORT = 5349;
  private static final int RARITY = 4;

  /** Creates the protocol. */
  public StunProtocol() {}

  @Override
  public String name() {
    return "stun";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.udp(PORT), Binding.tcp(PORT), Binding.tls(TLS_PORT));
  }

  /** Recognises a complete Binding response by its type, length and magic cookie. */
  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    ByteBuffer in = received.slice();
    boolean current =
        in.remaining() >= StunResponse.HEADER && in.getInt(4) == StunDialogue.MAGIC_COOKIE;
    return current ? StunResponse.read(in).map(StunResponse::facts) : Optional.empty();
  }

  @Override
  public int rarity() {
    return RARITY;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new StunDialogue(context);
  }
}

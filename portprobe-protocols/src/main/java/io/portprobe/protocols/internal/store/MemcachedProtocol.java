package io.portprobe.protocols.internal.store;

import io.portprobe.Transport;
import io.portprobe.protocols.internal.reaction.Lines;
import io.portprobe.protocols.store.Memcached;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ForeignReaction;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ServiceFacts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** The protocol {@code "memcached"}; {@link Memcached} describes it. Thread-safe. */
public final class MemcachedProtocol implements Protocol {
  private static final byte TLS_HANDSHAKE = 0x16;
  private static final int PORT = 11_211;

  /** Creates the protocol. */
  public MemcachedProtocol() {}

  @Override
  public String name() {
    return "memcached";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tcp(PORT), Binding.udp(PORT));
  }

  /** A line {@code ERROR} is no identification: many services reply with it. */
  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    String text = StandardCharsets.ISO_8859_1.decode(received).toString();
    int end = text.indexOf("\r\n");
    return end < 0
        ? Optional.empty()
        : MemcachedReply.read(text.substring(0, end)).map(MemcachedFinding::facts);
  }

  @Override
  public int rarity() {
    return 4;
  }

  /** A ClientHello contains a line feed or not, by chance. */
  @Override
  public ForeignReaction foreignReaction(ByteBuffer request) {
    boolean tls = request.get(request.position()) == TLS_HANDSHAKE;
    return tls ? ForeignReaction.VARIES : Lines.reaction(request, false);
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return context.transport() == Transport.UDP
        ? new MemcachedDatagramDialogue(context.random().nextInt(1 << 16))
        : new MemcachedStreamDialogue();
  }
}

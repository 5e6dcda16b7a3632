package io.portprobe.protocols.internal.store;

import io.portprobe.protocols.internal.reaction.LengthFirst;
import io.portprobe.protocols.store.ZooKeeper;
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

/** The protocol {@code "zookeeper"}; {@link ZooKeeper} describes it. Thread-safe. */
public final class ZooKeeperProtocol implements Protocol {
  private static final int PORT = 2181;

  /** The default of jute.maxbuffer is 1 MiB less a byte. */
  private static final LengthFirst LENGTH = LengthFirst.ofFourBytes(1, 0xf_ffff, 0xf_ffff);

  /** Creates the protocol. */
  public ZooKeeperProtocol() {}

  @Override
  public String name() {
    return "zookeeper";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tcp(PORT));
  }

  /** Identifies the first line of a reply to a four-letter word. */
  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    String text = StandardCharsets.ISO_8859_1.decode(received).toString();
    int end = text.indexOf('\n');
    return end < 0
        ? Optional.empty()
        : ZooKeeperFinding.ofFirstLine(text.substring(0, end)).map(ZooKeeperFinding::facts);
  }

  @Override
  public int rarity() {
    return 6;
  }

  @Override
  public ForeignReaction foreignReaction(ByteBuffer request) {
    return LENGTH.reaction(request);
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new ZooKeeperDialogue();
  }
}

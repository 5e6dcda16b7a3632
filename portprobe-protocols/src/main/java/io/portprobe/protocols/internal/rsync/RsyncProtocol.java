package io.portprobe.protocols.internal.rsync;

import io.portprobe.protocols.rsync.Rsync;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ForeignReaction;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.spi.ServiceFacts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The protocol {@code "rsync"}; {@link Rsync} describes it. Thread-safe. */
public final class RsyncProtocol implements Protocol {
  private static final int PORT = 873;
  private static final int MAX_GREETING = 1024;

  /** Creates the protocol. */
  public RsyncProtocol() {}

  @Override
  public String name() {
    return "rsync";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tcp(PORT));
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(Rsync.MODULES);
  }

  /** Recognises a greeting at the start of the stream. */
  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    byte[] start = new byte[Math.min(received.remaining(), MAX_GREETING)];
    received.get(received.position(), start);
    String text = new String(start, StandardCharsets.ISO_8859_1);
    int end = text.indexOf('\n');
    return end < 0
        ? Optional.empty()
        : RsyncGreeting.parse(text.substring(0, end)).map(greeting -> ServiceFacts.of("rsync"));
  }

  @Override
  public ForeignReaction foreignReaction() {
    return ForeignReaction.GREETS;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new RsyncDialogue(context, context.option(Rsync.MODULES));
  }
}

package io.portprobe.protocols.internal.store;

import io.portprobe.protocols.internal.reaction.Lines;
import io.portprobe.protocols.store.Redis;
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

/** The protocol {@code "redis"}; {@link Redis} describes it. Thread-safe. */
public final class RedisProtocol implements Protocol {
  private static final int PORT = 6379;

  /** Creates the protocol. */
  public RedisProtocol() {}

  @Override
  public String name() {
    return "redis";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tcp(PORT));
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(Redis.INFO);
  }

  /** Identifies PONG, and the errors of Redis, whose texts differ from those of POP3. */
  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    String text = StandardCharsets.ISO_8859_1.decode(received).toString();
    int end = text.indexOf("\r\n");
    return text.equals("+PONG\r\n")
            || (end > 0 && text.charAt(0) == '-' && RedisError.isOfRedis(text.substring(1, end)))
        ? Optional.of(ServiceFacts.of("redis"))
        : Optional.empty();
  }

  @Override
  public int rarity() {
    return 3;
  }

  @Override
  public ForeignReaction foreignReaction(ByteBuffer request) {
    return Lines.reaction(request, true);
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new RedisDialogue(context);
  }
}

package io.portprobe.protocols.internal.http2;

import io.portprobe.protocols.http2.Http2;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ServiceFacts;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/** The protocol {@code "h2"}; {@link Http2} describes it. Thread-safe. */
public final class Http2Protocol implements Protocol {
  private static final int AFTER_HTTP = -100;
  private static final int HEADER = 9;

  /** Creates the protocol. */
  public Http2Protocol() {}

  @Override
  public String name() {
    return "h2";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tls(443).withPriority(AFTER_HTTP));
  }

  /** Identifies the SETTINGS that a server sends to any client: at least one known value. */
  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    ByteBuffer bytes = received.slice();
    if (bytes.remaining() < HEADER || bytes.get(0) != 0 || bytes.get(1) != 0) {
      return Optional.empty();
    }
    int length = HEADER + (bytes.get(2) & 0xff);
    if (bytes.remaining() < length || length == HEADER) {
      return Optional.empty();
    }
    return Settings.read(Frame.read(bytes.slice(0, length)))
        .filter(settings -> settings.texts().stream().noneMatch(text -> text.startsWith("0x")))
        .map(settings -> ServiceFacts.of("h2"));
  }

  @Override
  public int rarity() {
    return 8;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new Http2Dialogue(context);
  }
}

package io.portprobe.protocols.internal.tls;

import io.portprobe.protocols.tls.Tls;
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

/** The protocol {@code "tls"}; {@link Tls} describes it. Thread-safe. */
public final class TlsProtocol implements Protocol {
  private static final int AFTER_HTTP = -200;

  /** Creates the protocol. */
  public TlsProtocol() {}

  @Override
  public String name() {
    return "tls";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tls(443).withPriority(AFTER_HTTP));
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(Tls.VERSIONS, Tls.SERVER_NAME, Tls.ALPN, Tls.ALL_VERSIONS);
  }

  /** Identifies an alert or a ServerHello: the server expects TLS on this port. */
  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    return ServerReply.form(received) == ServerReply.Form.VALID
        ? Optional.of(ServiceFacts.of("tls"))
        : Optional.empty();
  }

  @Override
  public int rarity() {
    return 2;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new TlsDialogue(context);
  }
}

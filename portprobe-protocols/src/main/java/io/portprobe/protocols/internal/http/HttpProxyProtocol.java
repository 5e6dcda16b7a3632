package io.portprobe.protocols.internal.http;

import io.portprobe.protocols.http.HttpProxy;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import java.util.List;
import java.util.Set;

/** The protocol {@code "http-proxy"}; {@link HttpProxy} describes it. Thread-safe. */
public final class HttpProxyProtocol implements Protocol {
  private static final int AFTER_HTTP = -100;

  /** Creates the protocol. */
  public HttpProxyProtocol() {}

  @Override
  public String name() {
    return "http-proxy";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tcp(3128), Binding.tcp(8080).withPriority(AFTER_HTTP));
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(HttpProxy.DESTINATION);
  }

  @Override
  public int rarity() {
    return 7;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new HttpProxyDialogue(context);
  }
}

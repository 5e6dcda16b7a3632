package io.portprobe.protocols.internal.http;

import io.portprobe.protocols.http.WebSocket;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import java.util.List;
import java.util.Set;

/** The protocol {@code "websocket"}; {@link WebSocket} describes it. Thread-safe. */
public final class WebSocketProtocol implements Protocol {
  private static final int AFTER_HTTP = -100;

  /** Creates the protocol. */
  public WebSocketProtocol() {}

  @Override
  public String name() {
    return "websocket";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(
        Binding.tcp(80).withPriority(AFTER_HTTP), Binding.tls(443).withPriority(AFTER_HTTP));
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(WebSocket.PATH, WebSocket.HOST, WebSocket.ORIGIN, WebSocket.SUBPROTOCOLS);
  }

  @Override
  public int rarity() {
    return 6;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new WebSocketDialogue(context);
  }
}

package io.portprobe.protocols.internal.http;

import io.portprobe.protocols.http.Http;
import io.portprobe.protocols.internal.http1.HeadFraming;
import io.portprobe.protocols.internal.http1.ResponseHead;
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

/** The protocol {@code "http"}; {@link Http} describes it. Thread-safe. */
public final class HttpProtocol implements Protocol {
  /** Creates the protocol. */
  public HttpProtocol() {}

  @Override
  public String name() {
    return "http";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tcp(80), Binding.tcp(8080), Binding.tls(443), Binding.tls(8443));
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(Http.METHOD, Http.PATH, Http.HOST, Http.USER_AGENT);
  }

  /** Identifies the status line and the field {@code Server} of any response. */
  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    ByteBuffer head = received.duplicate();
    head.limit(Math.min(head.limit(), head.position() + HeadFraming.MAX_HEAD));
    return ResponseHead.read(head, HeadFraming.MAX_HEAD * 4)
        .map(response -> DefaultHttpResult.of(response, List.of()).facts());
  }

  @Override
  public int rarity() {
    return 1;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new HttpDialogue(context);
  }
}

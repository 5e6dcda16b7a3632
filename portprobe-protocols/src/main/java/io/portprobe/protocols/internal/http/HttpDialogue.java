package io.portprobe.protocols.internal.http;

import io.portprobe.protocols.http.Http;
import io.portprobe.protocols.internal.http1.ResponseHead;
import io.portprobe.protocols.internal.text.Authority;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsFailure;
import io.portprobe.spi.TlsSettings;
import java.util.List;
import java.util.Optional;

/** A dialogue of one HTTP/1.1 request, in the clear or over TLS. */
final class HttpDialogue extends ResponseDialogue {
  private final DialogueContext context;

  HttpDialogue(DialogueContext context) {
    super(context);
    this.context = context;
    boolean server = context.option(Http.PATH).equals("*");
    if (server && context.option(Http.METHOD) != Http.Method.OPTIONS) {
      throw new IllegalArgumentException(
          Http.PATH.name() + ": '*' (expected: a path, except with the method OPTIONS)");
    }
  }

  @Override
  public Step start() {
    String host = Authority.of(context, context.option(Http.HOST), context.tlsFirst());
    return request(
        new HttpRequest(context.option(Http.METHOD).name(), context.option(Http.PATH), host)
            .with("User-Agent", context.option(Http.USER_AGENT))
            .with("Accept", "*/*")
            .with("Connection", "close")
            .toBytes());
  }

  @Override
  public TlsSettings tlsSettings() {
    return Authority.tlsSettings(context.option(Http.HOST), "http/1.1");
  }

  /** An HTTP server without TLS responds to a handshake as to a bad request. */
  @Override
  public Step tlsFailed(TlsFailure failure) {
    return ResponseHead.read(failure.plaintext(), budget())
        .map(
            head ->
                Step.finish(
                    DefaultHttpResult.of(
                        head, List.of("the server responded to the TLS handshake without TLS"))))
        .orElse(Step.await());
  }

  @Override
  Step response(ResponseHead head) {
    return Step.finish(DefaultHttpResult.of(head, List.of()));
  }

  @Override
  Optional<Finding> incomplete(ResponseHead head) {
    return Optional.of(DefaultHttpResult.of(head, List.of()));
  }
}

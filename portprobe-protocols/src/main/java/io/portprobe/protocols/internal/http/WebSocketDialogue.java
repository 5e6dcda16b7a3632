package io.portprobe.protocols.internal.http;

import io.portprobe.protocols.http.WebSocket;
import io.portprobe.protocols.internal.http1.ResponseHead;
import io.portprobe.protocols.internal.text.Authority;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/** A dialogue of the opening handshake of WebSocket (RFC 6455 section 4). */
final class WebSocketDialogue extends ResponseDialogue {
  private static final int KEY_BYTES = 16;
  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int UPGRADE_REQUIRED = 426;

  /** RFC 6455 section 1.3. */
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final DialogueContext context;
  private final String key;

  WebSocketDialogue(DialogueContext context) {
    super(context);
    this.context = context;
    byte[] random = new byte[KEY_BYTES];
    context.random().nextBytes(random);
    this.key = Base64.getEncoder().encodeToString(random);
    if (context.option(WebSocket.PATH).equals("*")) {
      throw new IllegalArgumentException(WebSocket.PATH.name() + ": '*' (expected: a path)");
    }
  }

  @Override
  public Step start() {
    String host = Authority.of(context, context.option(WebSocket.HOST), context.tlsFirst());
    String subprotocols = context.option(WebSocket.SUBPROTOCOLS).replace(",", ", ");
    return request(
        new HttpRequest("GET", context.option(WebSocket.PATH), host)
            .with("User-Agent", "portprobe")
            .with("Upgrade", "websocket")
            .with("Connection", "Upgrade")
            .with("Sec-WebSocket-Key", key)
            .with("Sec-WebSocket-Version", "13")
            .with("Sec-WebSocket-Protocol", subprotocols)
            .with("Origin", context.option(WebSocket.ORIGIN))
            .toBytes());
  }

  @Override
  public TlsSettings tlsSettings() {
    return Authority.tlsSettings(context.option(WebSocket.HOST), "http/1.1");
  }

  @Override
  Step response(ResponseHead head) {
    if (head.status() == SWITCHING_PROTOCOLS) {
      return switched(head);
    }
    boolean refuses =
        head.status() == UPGRADE_REQUIRED
            || head.status() == 401
            || head.status() == 403
            || head.field("sec-websocket-version").isPresent();
    return refuses
        ? Step.finish(DefaultWebSocketResult.of(head, false))
        : Step.mismatch(
            "expected an upgrade to WebSocket, received the HTTP status " + head.status());
  }

  private Step switched(ResponseHead head) {
    if (!head.complete()) {
      return Step.mismatch("the response ended before the last field of its head");
    }
    if (!head.hasToken("upgrade", "websocket") || !head.hasToken("connection", "upgrade")) {
      return Step.mismatch("expected an upgrade to WebSocket, received one to another protocol");
    }
    if (!head.field("sec-websocket-accept").equals(Optional.of(accept(key)))) {
      return Step.mismatch("the field Sec-WebSocket-Accept does not match the key");
    }
    return Step.send(closeFrame(), Step.finish(DefaultWebSocketResult.of(head, true)));
  }

  /** Returns a close frame with the code 1000 (RFC 6455 section 5.5.1), masked as required. */
  private byte[] closeFrame() {
    byte[] mask = new byte[4];
    context.random().nextBytes(mask);
    return new byte[] {
      (byte) 0x88,
      (byte) 0x82,
      mask[0],
      mask[1],
      mask[2],
      mask[3],
      (byte) (mask[0] ^ 0x03),
      (byte) (mask[1] ^ 0xe8)
    };
  }

  /** Returns the value of {@code Sec-WebSocket-Accept} for a key. */
  static String accept(String key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1"); // RFC 6455 section 4.2.2
      byte[] hash = digest.digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-1 is missing, which every JDK must provide", e);
    }
  }

  @Override
  Optional<Finding> incomplete(ResponseHead head) {
    return Optional.empty();
  }
}

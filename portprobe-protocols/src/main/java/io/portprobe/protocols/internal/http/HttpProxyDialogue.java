package io.portprobe.protocols.internal.http;

import io.portprobe.protocols.http.HttpProxy;
import io.portprobe.protocols.http.HttpProxyResult.Kind;
import io.portprobe.protocols.internal.http1.ResponseHead;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A dialogue of one CONNECT request (RFC 9110 section 9.3.6). */
final class HttpProxyDialogue extends ResponseDialogue {
  /** A host that cannot exist (RFC 6761 section 6.4), so that the proxy makes no connection. */
  static final String NOWHERE = "portprobe.invalid:443";

  /** Fields that only proxies send, in lower case. */
  private static final List<String> PROXY_FIELDS =
      List.of("via", "proxy-status", "proxy-agent", "proxy-connection", "x-squid-error", "x-cache");

  /** Products of the field Server that are proxies only, in lower case. */
  private static final List<String> PROXY_PRODUCTS = List.of("tinyproxy", "squid");

  private final String destination;

  HttpProxyDialogue(DialogueContext context) {
    super(context);
    String option = context.option(HttpProxy.DESTINATION);
    this.destination = option.isEmpty() ? NOWHERE : option;
  }

  @Override
  public Step start() {
    return request(
        new HttpRequest("CONNECT", destination, destination)
            .with("User-Agent", "portprobe")
            .toBytes());
  }

  @Override
  Step response(ResponseHead head) {
    Optional<Kind> kind = kind(head);
    return kind.isPresent()
        ? Step.finish(DefaultHttpProxyResult.of(head, kind.get(), destination))
        : Step.mismatch(
            "expected a proxy, received the HTTP status "
                + head.status()
                + " without a sign of a proxy");
  }

  /** Returns the kind of a response; empty if a server that is not a proxy would send it. */
  private Optional<Kind> kind(ResponseHead head) {
    int status = head.status();
    if (status / 100 == 2 && connects(head)) {
      return Optional.of(Kind.CONNECTED);
    }
    if (status == 407) {
      return Optional.of(Kind.AUTHENTICATION_REQUIRED);
    }
    if (status == 502 || status == 503 || status == 504 || isTinyproxyFailure(head)) {
      return Optional.of(Kind.DESTINATION_FAILED);
    }
    return isProxy(head) ? Optional.of(Kind.DENIED) : Optional.empty();
  }

  /** A proxy may respond before it resolves the name; other servers respond so to any method. */
  private boolean connects(ResponseHead head) {
    return !destination.equals(NOWHERE)
        || head.reason().equalsIgnoreCase("Connection established")
        || hasProxyField(head);
  }

  /**
   * A server without CONNECT forbids it by 405 or 501; the status 403 is that of a proxy's rules.
   */
  private static boolean isProxy(ResponseHead head) {
    return head.status() == 403
        || (head.status() / 100 >= 4 && (hasProxyField(head) || isProxyProduct(head)));
  }

  /** tinyproxy reports a failed connection, or a name that it cannot resolve, by the status 500. */
  private static boolean isTinyproxyFailure(ResponseHead head) {
    return head.status() == 500
        && head.reason().equalsIgnoreCase("Unable to connect")
        && isProxyProduct(head);
  }

  private static boolean isProxyProduct(ResponseHead head) {
    String server = head.field("server").orElse("").toLowerCase(Locale.ROOT);
    return PROXY_PRODUCTS.stream()
        .anyMatch(product -> server.equals(product) || server.startsWith(product + "/"));
  }

  private static boolean hasProxyField(ResponseHead head) {
    return head.fields().stream()
        .anyMatch(field -> PROXY_FIELDS.contains(field.name().toLowerCase(Locale.ROOT)));
  }

  @Override
  Optional<Finding> incomplete(ResponseHead head) {
    return Optional.empty();
  }
}

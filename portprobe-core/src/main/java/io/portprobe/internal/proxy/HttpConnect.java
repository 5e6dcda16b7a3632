package io.portprobe.internal.proxy;

import io.portprobe.Endpoint;
import io.portprobe.ProxyReport.Outcome;
import io.portprobe.spi.Step;
import io.portprobe.text.HostSyntax;
import io.portprobe.text.SafeText;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The method CONNECT of HTTP/1.1 (RFC 9110 section 9.3.6, RFC 9112). */
final class HttpConnect implements ConnectDialogue {
  private static final int MAX_HEAD = 65_536;
  private static final int MAX_DETAIL = 200;
  private static final Pattern STATUS_LINE =
      Pattern.compile("HTTP/1\\.[01] (?<code>[1-9][0-9]{2})(?: (?<reason>[^\r\n]*))?");

  /** The error in the field Proxy-Status (RFC 9209 section 2.1.1). */
  private static final Pattern ERROR =
      Pattern.compile("(?im)^proxy-status:[^\r\n]*;\\s*error=(?<error>[a-z_]+)");

  private final Endpoint target;
  private final @Nullable ProxyCredentials credentials;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private byte[] rest = new byte[0];

  HttpConnect(Endpoint target, @Nullable ProxyCredentials credentials) {
    this.target = target;
    this.credentials = credentials;
  }

  @Override
  public Step start() {
    String authority = HostSyntax.withPort(target.host(), target.port());
    String authorization =
        credentials == null ? "" : "Proxy-Authorization: " + credentials.basic() + "\r\n";
    String request =
        "CONNECT "
            + authority
            + " HTTP/1.1\r\nHost: "
            + authority
            + "\r\n"
            + authorization
            + "\r\n";
    return Step.send(request.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public Step received(ByteBuffer bytes) {
    while (bytes.hasRemaining() && received.size() < MAX_HEAD) {
      received.write(bytes.get());
    }
    String text = received.toString(StandardCharsets.ISO_8859_1);
    Matcher status = STATUS_LINE.matcher(text);
    if (!"HTTP/1.".startsWith(text) && !text.startsWith("HTTP/1.")) {
      return Step.mismatch("expected the status line of HTTP/1.1, got " + SafeText.quote(text));
    }
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return received.size() < MAX_HEAD
          ? Step.await()
          : Step.mismatch("the response has more than " + MAX_HEAD + " bytes of fields");
    }
    if (!status.lookingAt()) {
      return Step.mismatch("expected the status line of HTTP/1.1, got " + SafeText.quote(text));
    }
    int code = Integer.parseInt(status.group("code"));
    if (code < 200) { // an interim response
      String rest = text.substring(end + 4);
      received.reset();
      return received(ByteBuffer.wrap(rest.getBytes(StandardCharsets.ISO_8859_1)));
    }
    rest = after(end + 4, bytes);
    Optional<String> error =
        ERROR.matcher(text.substring(0, end)).results().map(found -> found.group(1)).findFirst();
    String reason = Optional.ofNullable(status.group("reason")).orElse("");
    String detail =
        (code + " " + reason).strip() + error.map(name -> ", error: " + name).orElse("");
    return Step.finish(
        new ProxyAnswer(outcome(code, error.orElse("")), code, SafeText.line(detail, MAX_DETAIL)));
  }

  private byte[] after(int start, ByteBuffer unread) {
    ByteArrayOutputStream after = new ByteArrayOutputStream();
    after.write(received.toByteArray(), start, received.size() - start);
    while (unread.hasRemaining()) {
      after.write(unread.get());
    }
    return after.toByteArray();
  }

  @Override
  public byte[] rest() {
    return rest;
  }

  private static Outcome outcome(int code, String error) {
    if (code < 300) {
      return Outcome.OPEN;
    }
    return switch (error) {
      case "connection_refused" -> Outcome.TARGET_REFUSED;
      case "connection_timeout",
          "destination_unavailable",
          "destination_ip_unroutable",
          "destination_not_found",
          "dns_error",
          "dns_timeout" ->
          Outcome.TARGET_UNREACHABLE;
      case "destination_ip_prohibited", "http_request_denied" -> Outcome.PROXY_DENIED;
      default -> outcome(code);
    };
  }

  private static Outcome outcome(int code) {
    return switch (code) {
      case 407 -> Outcome.PROXY_AUTHENTICATION;
      case 502, 503, 504 -> Outcome.TARGET_UNREACHABLE;
      default -> code >= 400 && code < 500 ? Outcome.PROXY_DENIED : Outcome.PROXY_FAILED;
    };
  }
}

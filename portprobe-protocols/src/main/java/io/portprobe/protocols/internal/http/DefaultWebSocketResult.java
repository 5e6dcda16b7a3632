package io.portprobe.protocols.internal.http;

import io.portprobe.protocols.http.HttpField;
import io.portprobe.protocols.http.WebSocketResult;
import io.portprobe.protocols.internal.http1.ResponseHead;
import io.portprobe.spi.ServiceFacts;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The implementation of {@link WebSocketResult}. */
public record DefaultWebSocketResult(
    boolean upgraded,
    Optional<String> subprotocol,
    String version,
    int status,
    String reason,
    Optional<String> server,
    Optional<String> location,
    List<HttpField> fields,
    boolean complete,
    List<String> notes)
    implements WebSocketResult {
  /** Copies the lists. */
  public DefaultWebSocketResult {
    Objects.requireNonNull(subprotocol, "subprotocol");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(server, "server");
    Objects.requireNonNull(location, "location");
    fields = withoutAccept(fields);
    notes = List.copyOf(notes);
  }

  /** Leaves out the response to the random key, so that equal servers have equal findings. */
  private static List<HttpField> withoutAccept(List<HttpField> fields) {
    return fields.stream()
        .filter(field -> !field.name().equalsIgnoreCase("sec-websocket-accept"))
        .toList();
  }

  static WebSocketResult of(ResponseHead head, boolean upgraded) {
    return new DefaultWebSocketResult(
        upgraded,
        upgraded ? head.field("sec-websocket-protocol") : Optional.empty(),
        head.version(),
        head.status(),
        head.reason(),
        head.field("server"),
        head.field("location"),
        DefaultHttpField.of(head),
        head.complete(),
        List.of());
  }

  @Override
  public List<String> lines() {
    String outcome = upgraded ? "WebSocket: accepted" : "WebSocket: refused";
    return ResponseText.lines(this, outcome);
  }

  @Override
  public ServiceFacts facts() {
    return ResponseText.facts("websocket", this);
  }

  @Override
  public String toString() {
    return (upgraded ? "WebSocket accepted: " : "WebSocket refused: ")
        + ResponseText.statusLine(this);
  }
}

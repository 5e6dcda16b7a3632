package io.portprobe.protocols.internal.http;

import io.portprobe.protocols.http.HttpField;
import io.portprobe.protocols.http.HttpResult;
import io.portprobe.protocols.internal.http1.ResponseHead;
import io.portprobe.spi.ServiceFacts;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The implementation of {@link HttpResult}. */
public record DefaultHttpResult(
    String version,
    int status,
    String reason,
    Optional<String> server,
    Optional<String> location,
    List<HttpField> fields,
    boolean complete,
    List<String> notes)
    implements HttpResult {
  /** Copies the lists. */
  public DefaultHttpResult {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(server, "server");
    Objects.requireNonNull(location, "location");
    fields = List.copyOf(fields);
    notes = List.copyOf(notes);
  }

  static HttpResult of(ResponseHead head, List<String> notes) {
    return new DefaultHttpResult(
        head.version(),
        head.status(),
        head.reason(),
        head.field("server"),
        head.field("location"),
        DefaultHttpField.of(head),
        head.complete(),
        notes);
  }

  @Override
  public List<String> lines() {
    return ResponseText.lines(this);
  }

  @Override
  public ServiceFacts facts() {
    return ResponseText.facts("http", this);
  }

  @Override
  public String toString() {
    return ResponseText.statusLine(this);
  }
}

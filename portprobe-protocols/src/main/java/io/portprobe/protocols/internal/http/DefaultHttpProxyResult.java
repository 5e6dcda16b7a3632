package io.portprobe.protocols.internal.http;

import io.portprobe.protocols.http.HttpField;
import io.portprobe.protocols.http.HttpProxyResult;
import io.portprobe.protocols.internal.http1.ResponseHead;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** The implementation of {@link HttpProxyResult}. */
public record DefaultHttpProxyResult(
    String destination,
    Kind kind,
    String version,
    int status,
    String reason,
    Optional<String> server,
    Optional<String> location,
    List<HttpField> fields,
    boolean complete,
    List<String> notes)
    implements HttpProxyResult {
  /** Copies the lists. */
  public DefaultHttpProxyResult {
    Objects.requireNonNull(destination, "destination");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(server, "server");
    Objects.requireNonNull(location, "location");
    fields = List.copyOf(fields);
    notes = List.copyOf(notes);
  }

  static HttpProxyResult of(ResponseHead head, Kind kind, String destination) {
    return new DefaultHttpProxyResult(
        destination,
        kind,
        head.version(),
        head.status(),
        head.reason(),
        head.field("server").or(() -> head.field("proxy-agent")),
        head.field("location"),
        DefaultHttpField.of(head),
        head.complete(),
        List.of());
  }

  @Override
  public List<String> lines() {
    return ResponseText.lines(this, summary());
  }

  @Override
  public ServiceFacts facts() {
    return ResponseText.facts("http-proxy", this);
  }

  private String summary() {
    String outcome = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return SafeText.line("CONNECT " + destination + ": " + outcome);
  }

  @Override
  public String toString() {
    return summary();
  }
}

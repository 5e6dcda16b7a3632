package io.portprobe.protocols.http;

import io.portprobe.spi.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The head of an HTTP/1 response: what the findings of {@code http}, {@code websocket} and {@code
 * http-proxy} have in common. Immutable and thread-safe. Implemented by portprobe only; more
 * methods may follow.
 */
public interface HttpResponse extends Finding {
  /**
   * Returns the version of HTTP in the status line.
   *
   * @return for example {@code "1.1"}
   */
  String version();

  /**
   * Returns the status code (RFC 9110 section 15).
   *
   * @return 100 to 999, for example 200
   */
  int status();

  /**
   * Returns the reason phrase of the status line.
   *
   * @return text of the server, empty if it sent none
   */
  String reason();

  /**
   * Returns the field {@code Server} (RFC 9110 section 10.2.4).
   *
   * @return for example {@code "nginx/1.22.1"}; empty if the server sent none
   */
  Optional<String> server();

  /**
   * Returns the field {@code Location} (RFC 9110 section 10.2.2): the target of a redirection.
   *
   * @return a URI or a part of one; empty if the server sent none. The client does not follow it
   */
  Optional<String> location();

  /**
   * Returns all header fields in the order received.
   *
   * @return an immutable list
   */
  List<HttpField> fields();

  /**
   * Returns whether the head is complete.
   *
   * @return false if the connection or the probe ended within it, or if fields were left out
   */
  boolean complete();

  /**
   * Returns irregularities.
   *
   * @return human-readable texts, usually none
   */
  List<String> notes();

  /**
   * Returns the value of a field.
   *
   * @param name the name in any case, for example {@code "content-type"}
   * @return the value of the first field of that name; empty if there is none
   */
  default Optional<String> field(String name) {
    String sought = name.toLowerCase(Locale.ROOT);
    return fields().stream()
        .filter(field -> field.name().toLowerCase(Locale.ROOT).equals(sought))
        .map(HttpField::value)
        .findFirst();
  }
}

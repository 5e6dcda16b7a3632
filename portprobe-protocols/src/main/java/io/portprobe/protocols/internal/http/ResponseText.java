package io.portprobe.protocols.internal.http;

import io.portprobe.protocols.http.HttpResponse;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The lines and facts that all findings with the head of a response have in common. */
final class ResponseText {
  private static final int MAX_LINE = 2_000;

  /** Fields that an unchanged server sends again; others have dates, cookies or request ids. */
  private static final Set<String> STABLE_FIELDS =
      Set.of("server", "content-type", "www-authenticate", "location", "connection", "allow");

  private ResponseText() {}

  /** Returns the lines of a finding after its own ones. */
  static List<String> lines(HttpResponse response, String... own) {
    List<String> lines = new ArrayList<>(List.of(own));
    lines.add(statusLine(response));
    response.fields().forEach(field -> lines.add(field.name() + ": " + field.value()));
    if (!response.complete()) {
      lines.add("The head of the response is not complete.");
    }
    response.notes().forEach(note -> lines.add("note: " + note));
    return lines.stream().map(line -> SafeText.line(line, MAX_LINE)).toList();
  }

  static String statusLine(HttpResponse response) {
    return SafeText.line(
        ("HTTP/" + response.version() + " " + response.status() + " " + response.reason()).strip(),
        MAX_LINE);
  }

  private static String[] changing(HttpResponse response) {
    return response.fields().stream()
        .map(field -> field.name())
        .filter(name -> !STABLE_FIELDS.contains(name.toLowerCase(Locale.ROOT)))
        .map(name -> SafeText.line(name + ":", MAX_LINE))
        .toArray(String[]::new);
  }

  /** Returns the facts of a finding. The fields include dates, cookies and request ids. */
  static ServiceFacts facts(String service, HttpResponse response) {
    ServiceFacts facts =
        ServiceFacts.of(service)
            .withVolatileComponents("fields")
            .withVolatileLines(changing(response));
    return response.server().map(server -> ServerProduct.add(facts, server)).orElse(facts);
  }
}

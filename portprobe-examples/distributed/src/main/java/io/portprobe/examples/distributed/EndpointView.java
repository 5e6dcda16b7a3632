package io.portprobe.examples.distributed;

import io.portprobe.Transport;
import io.portprobe.text.JsonText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all vantage points see of one endpoint: a row of the union view. Immutable.
 *
 * @param transport TCP or UDP
 * @param host the host as it was given
 * @param port the port
 * @param sightings what each vantage point sees, ordered by name
 */
public record EndpointView(Transport transport, String host, int port, List<Sighting> sightings) {
  /** Copies the list. */
  public EndpointView {
    sightings = List.copyOf(sightings);
  }

  /** Returns whether all vantage points see the same state. */
  public boolean agrees() {
    return sightings.stream().map(Sighting::state).distinct().count() <= 1;
  }

  /** Returns this row as one line of JSON. */
  public String toJson() {
    StringBuilder json = new StringBuilder(256);
    json.append("{\"endpoint\":");
    ProbeRecord.appendEndpoint(json, transport, host, port);
    json.append(",\"agrees\":").append(agrees()).append(",\"seenFrom\":{");
    String separator = "";
    for (Sighting sighting : sightings) {
      json.append(separator).append('"').append(sighting.vantagePoint()).append("\":{\"state\":");
      json.append(ProbeRecord.name(sighting.state())).append(",\"reason\":");
      json.append(ProbeRecord.name(sighting.reason())).append(",\"address\":");
      json.append(text(sighting.address())).append('}');
      separator = ",";
    }
    return json.append("}}").toString();
  }

  private static String text(@Nullable String text) {
    return text == null ? "null" : JsonText.quoted(text);
  }
}

package io.portprobe.protocols.internal.msrpc;

import io.portprobe.protocols.msrpc.EndpointMap;
import io.portprobe.protocols.msrpc.MappedEndpoint;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The implementation of {@link EndpointMap}. */
public record DefaultEndpointMap(List<MappedEndpoint> endpoints, boolean complete, String note)
    implements EndpointMap {
  /** Copies the list and checks that nothing is null. */
  public DefaultEndpointMap {
    endpoints = List.copyOf(endpoints);
    Objects.requireNonNull(note, "note");
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>(3 * endpoints.size() + 2);
    for (MappedEndpoint entry : endpoints) {
      String annotation = entry.annotation().isEmpty() ? "" : " " + entry.annotation();
      lines.add("UUID: " + entry.interfaceId() + annotation);
      lines.add(entry.stringBinding().replace("\\", "\\\\"));
      lines.add("");
    }
    lines.add("Total endpoints found: " + endpoints.size());
    if (!complete) {
      lines.add("Incomplete: " + note);
    }
    return SafeText.lines(lines);
  }

  @Override
  public String toString() {
    return SafeText.line(
        "endpoint map: "
            + endpoints.size()
            + " entries"
            + (complete ? "" : ", incomplete: " + note));
  }
}

package io.portprobe.protocols.msrpc;

import io.portprobe.spi.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What an endpoint mapper has registered: every interface with every way to reach it, in the
 * server's order.
 *
 * @param endpoints the entries, duplicates included
 * @param complete whether the server said that these are all
 * @param note why the map is incomplete, in words; empty if it is complete
 */
public record EndpointMap(List<MappedEndpoint> endpoints, boolean complete, String note)
    implements Finding {
  /** Copies the list and checks that nothing is null. */
  public EndpointMap {
    endpoints = List.copyOf(endpoints);
    Objects.requireNonNull(note, "note");
  }

  /**
   * The map as PortQry prints it: for each entry its UUID and annotation, its string binding with
   * doubled backslashes, and an empty line; then the total. If the map is incomplete, a last line
   * says why.
   *
   * @return the lines, some empty
   */
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
    return List.copyOf(lines);
  }
}

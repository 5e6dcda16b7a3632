package io.portprobe.protocols.internal.rdp;

import io.portprobe.protocols.rdp.RdpResult;
import io.portprobe.protocols.rdp.RdpSecurity;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The implementation of {@link RdpResult}. */
public record DefaultRdpResult(
    Optional<RdpSecurity> selected,
    Set<RdpSecurity> supported,
    boolean requiresNla,
    List<String> refusals,
    boolean complete,
    List<String> notes)
    implements RdpResult {
  /** Copies the collections. */
  public DefaultRdpResult {
    supported = Set.copyOf(supported);
    refusals = List.copyOf(refusals);
    notes = List.copyOf(notes);
  }

  @Override
  public ServiceFacts facts() {
    return ServiceFacts.of("rdp");
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(toString());
    lines.add(
        "supported: "
            + supported.stream()
                .sorted()
                .map(RdpSecurity::toString)
                .collect(Collectors.joining(", ")));
    refusals.forEach(refusal -> lines.add("refused: " + refusal));
    notes.forEach(note -> lines.add("note: " + note));
    return SafeText.lines(lines);
  }

  @Override
  public String toString() {
    return "RDP, selected "
        + selected.map(RdpSecurity::toString).orElse("nothing")
        + (requiresNla ? ", NLA required" : "");
  }
}

package io.portprobe.protocols.internal.netbios;

import io.portprobe.protocols.netbios.NodeName;
import io.portprobe.protocols.netbios.NodeStatus;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The implementation of {@link NodeStatus}. */
public record DefaultNodeStatus(
    List<NodeName> names,
    Optional<String> computerName,
    Optional<String> workgroup,
    Optional<String> domain,
    Optional<String> unitId,
    Map<String, Long> statistics,
    List<String> notes)
    implements NodeStatus {
  /** Copies the collections and checks that nothing is null. */
  public DefaultNodeStatus {
    names = List.copyOf(names);
    Objects.requireNonNull(computerName, "computerName");
    Objects.requireNonNull(workgroup, "workgroup");
    Objects.requireNonNull(domain, "domain");
    Objects.requireNonNull(unitId, "unitId");
    statistics = Collections.unmodifiableMap(new LinkedHashMap<>(statistics));
    notes = List.copyOf(notes);
  }

  @Override
  public Optional<String> mac() {
    return unitId.filter(id -> UnitId.whyNotMacAddress(id).isEmpty());
  }

  @Override
  public ServiceFacts facts() {
    return ServiceFacts.none()
        .withVolatileComponents("statistics")
        .withVolatileLines(
            statistics.keySet().stream().map(name -> name + ":").toArray(String[]::new));
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    unitId.ifPresent(id -> lines.add("MAC address " + id));
    int width = names.stream().mapToInt(name -> name.name().length()).max().orElse(0);
    names.forEach(name -> lines.add(DefaultNodeName.line(name, width)));
    computerName.ifPresent(name -> lines.add("computer name: " + name));
    workgroup.ifPresent(name -> lines.add("workgroup or domain: " + name));
    domain.ifPresent(name -> lines.add("controller of the domain: " + name));
    statistics.forEach(
        (name, value) -> {
          if (value != 0) {
            lines.add(name + ": " + value);
          }
        });
    notes.forEach(note -> lines.add("note: " + note));
    return SafeText.lines(lines);
  }

  @Override
  public String toString() {
    return SafeText.line(
        "node status of "
            + computerName.orElse("an unnamed node")
            + ": "
            + names.size()
            + " names");
  }
}

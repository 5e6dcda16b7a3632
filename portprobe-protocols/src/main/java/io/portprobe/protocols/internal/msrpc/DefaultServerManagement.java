package io.portprobe.protocols.internal.msrpc;

import io.portprobe.protocols.msrpc.InterfaceId;
import io.portprobe.protocols.msrpc.ServerManagement;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** The implementation of {@link ServerManagement}. */
public record DefaultServerManagement(
    List<InterfaceId> interfaces,
    Optional<Boolean> listening,
    List<Principal> principals,
    Optional<Statistics> statistics,
    List<String> refusals,
    boolean complete,
    String note)
    implements ServerManagement {
  /** Copies the lists and checks that nothing is null. */
  public DefaultServerManagement {
    interfaces = List.copyOf(interfaces);
    Objects.requireNonNull(listening, "listening");
    principals = List.copyOf(principals);
    Objects.requireNonNull(statistics, "statistics");
    refusals = List.copyOf(refusals);
    Objects.requireNonNull(note, "note");
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Interfaces: " + interfaces.size());
    interfaces.forEach(id -> lines.add("  " + id));
    listening.ifPresent(yes -> lines.add("Listening: " + (yes ? "yes" : "no")));
    principals.forEach(p -> lines.add("Principal (" + p.service() + "): " + p.name()));
    statistics.ifPresent(
        s ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "Calls: %d in, %d out; packets: %d in, %d out",
                    s.callsIn(),
                    s.callsOut(),
                    s.packetsIn(),
                    s.packetsOut())));
    refusals.forEach(refusal -> lines.add("Refused: " + refusal));
    if (!complete) {
      lines.add("Incomplete: " + note);
    }
    return SafeText.lines(lines);
  }

  @Override
  public String toString() {
    return SafeText.line(
        "management interface: "
            + interfaces.size()
            + " interfaces, "
            + refusals.size()
            + " calls refused"
            + (complete ? "" : ", incomplete: " + note));
  }
}

package io.portprobe.protocols.msrpc;

import io.portprobe.spi.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a server tells of itself by the management interface (C706 appendix Q). Servers refuse some
 * of it, mostly the statistics; what was refused is empty, and the refusal is kept.
 *
 * @param interfaces the interfaces it has on this endpoint ({@code inq_if_ids})
 * @param listening whether it says that it takes calls ({@code is_server_listening})
 * @param principals the names it has for authentication ({@code inq_princ_name})
 * @param statistics its counters ({@code inq_stats})
 * @param refusals what it did not tell, and how it said so, one line each
 * @param complete whether everything was asked and answered, refusals included
 * @param note why it is incomplete, in words; empty if it is complete
 */
public record ServerManagement(
    List<InterfaceId> interfaces,
    Optional<Boolean> listening,
    List<Principal> principals,
    Optional<Statistics> statistics,
    List<String> refusals,
    boolean complete,
    String note)
    implements Finding {
  /** Copies the lists and checks that nothing is null. */
  public ServerManagement {
    interfaces = List.copyOf(interfaces);
    Objects.requireNonNull(listening, "listening");
    principals = List.copyOf(principals);
    Objects.requireNonNull(statistics, "statistics");
    refusals = List.copyOf(refusals);
    Objects.requireNonNull(note, "note");
  }

  /**
   * A principal name.
   *
   * @param service the authentication service it is for, in the numbers of MS-RPCE 2.2.1.1.7: 9
   *     negotiate, 10 NTLM, 16 Kerberos
   * @param name the name, free of control characters
   */
  public record Principal(int service, String name) {
    /** Checks that nothing is null. */
    public Principal {
      Objects.requireNonNull(name, "name");
    }
  }

  /**
   * Counters since the server started, each 0 to 4294967295.
   *
   * @param callsIn calls that came
   * @param callsOut calls it made
   * @param packetsIn packets that came
   * @param packetsOut packets it sent
   */
  public record Statistics(long callsIn, long callsOut, long packetsIn, long packetsOut) {}

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
                "Calls: %d in, %d out; packets: %d in, %d out"
                    .formatted(s.callsIn(), s.callsOut(), s.packetsIn(), s.packetsOut())));
    refusals.forEach(refusal -> lines.add("Refused: " + refusal));
    if (!complete) {
      lines.add("Incomplete: " + note);
    }
    return List.copyOf(lines);
  }
}

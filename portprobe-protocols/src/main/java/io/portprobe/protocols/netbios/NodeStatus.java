package io.portprobe.protocols.netbios;

import io.portprobe.protocols.internal.netbios.UnitId;
import io.portprobe.spi.Finding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a machine says of itself in a node status response (RFC 1002 section 4.2.18). A negative
 * response is one too: it has no names, and a note that says what was answered.
 *
 * @param names the machine's names, in the order sent
 * @param computerName the machine's own name, worked out: the first unique name with suffix 00, or
 *     else 20, that is a computer's
 * @param workgroup its workgroup or, if it has joined one, its domain (the table does not tell
 *     which): the first group name with suffix 00, or else a browser's name for its group
 * @param domain the domain whose controller it is: the name it has with suffix 1b or 1c
 * @param unitId the six bytes RFC 1002 calls the unit id, twelve lower-case hexadecimal digits, as
 *     sent; empty if the response ends before them
 * @param statistics the values after the unit id under the names RFC 1002 has for them ({@code
 *     "JUMPERS"}, {@code "TEST_RESULT"}, ... {@code "SESSION_DATA_PACKET_SIZE"}), in its order;
 *     only those that were sent
 * @param notes what is out of the ordinary, each as a sentence without a full stop
 */
public record NodeStatus(
    List<NodeName> names,
    Optional<String> computerName,
    Optional<String> workgroup,
    Optional<String> domain,
    Optional<String> unitId,
    Map<String, Long> statistics,
    List<String> notes)
    implements Finding {

  /** Copies the collections and checks that nothing is null. */
  public NodeStatus {
    names = List.copyOf(names);
    Objects.requireNonNull(computerName, "computerName");
    Objects.requireNonNull(workgroup, "workgroup");
    Objects.requireNonNull(domain, "domain");
    Objects.requireNonNull(unitId, "unitId");
    statistics = Collections.unmodifiableMap(new LinkedHashMap<>(statistics));
    notes = List.copyOf(notes);
  }

  /**
   * The MAC address of the machine's interface, as far as the unit id can be one. Samba's file
   * server sends zeros, and its domain controller the beginning of a text; neither counts.
   *
   * @return twelve lower-case hexadecimal digits, for example {@code "00155d01c61e"}
   */
  public Optional<String> mac() {
    return unitId.filter(id -> UnitId.whyNotMacAddress(id).isEmpty());
  }

  /**
   * The line PortQry prints of a node status, then the table of names, what was worked out of it,
   * the statistics that are not zero, and the notes.
   *
   * @return at least one line
   */
  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    unitId.ifPresent(id -> lines.add("MAC address " + id));
    int width = names.stream().mapToInt(name -> name.name().length()).max().orElse(0);
    names.forEach(name -> lines.add(name.line(width)));
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
    return List.copyOf(lines);
  }
}

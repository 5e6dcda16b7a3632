package io.portprobe.protocols.netbios;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * One name of a machine (RFC 1002 section 4.2.18).
 *
 * @param name its fifteen bytes without the spaces and NULs at their end, read as ISO 8859-1: what
 *     code page the machine means is not told. A control character or a backslash is shown as
 *     {@code \x} and two hexadecimal digits
 * @param suffix the sixteenth byte, 0 to 255; by custom it tells who registered the name
 * @param group whether it is a group's name, which many machines have, or this machine's alone
 * @param nodeType how the machine looks up names
 * @param active whether the name is in use (ACT); nearly always set
 * @param conflict whether another machine claims the name too (CNF)
 * @param deregistering whether the name is being given up (DRG)
 * @param permanent whether it is the machine's permanent node name (PRM)
 * @param meaning who registers names like this, where that is known
 */
public record NodeName(
    String name,
    int suffix,
    boolean group,
    NodeType nodeType,
    boolean active,
    boolean conflict,
    boolean deregistering,
    boolean permanent,
    Optional<String> meaning) {

  /** How a machine registers and looks up names (RFC 1001 section 10, MS-NBTE 2.2). */
  public enum NodeType {
    /** By broadcast. */
    B,
    /** Point to point: by a name server. */
    P,
    /** Mixed: by broadcast, then by a name server. */
    M,
    /** Hybrid: by a name server, then by broadcast. RFC 1002 reserves the value. */
    H
  }

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the suffix is out of range
   */
  public NodeName {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(nodeType, "nodeType");
    Objects.requireNonNull(meaning, "meaning");
    if (suffix < 0 || suffix > 0xff) {
      throw new IllegalArgumentException("suffix: " + suffix + " (expected: 0-255)");
    }
  }

  /** The name as one line of a table whose first column has a width. */
  String line(int width) {
    StringBuilder line = new StringBuilder(name).append(" ".repeat(width - name.length()));
    line.append(String.format(Locale.ROOT, " <%02x> ", suffix));
    line.append(group ? "group  " : "unique ").append(nodeType);
    line.append(active ? " active" : " inactive");
    line.append(conflict ? " conflict" : "");
    line.append(deregistering ? " deregistering" : "");
    line.append(permanent ? " permanent" : "");
    meaning.ifPresent(words -> line.append("  ").append(words));
    return line.toString();
  }
}

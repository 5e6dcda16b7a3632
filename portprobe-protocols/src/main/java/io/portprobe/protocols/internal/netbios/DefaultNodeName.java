package io.portprobe.protocols.internal.netbios;

import io.portprobe.protocols.netbios.NodeName;
import io.portprobe.text.SafeText;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** The implementation of {@link NodeName}. */
public record DefaultNodeName(
    String name,
    int suffix,
    boolean group,
    NodeType nodeType,
    boolean active,
    boolean conflict,
    boolean deregistering,
    boolean permanent,
    Optional<String> meaning)
    implements NodeName {
  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if the suffix is out of range
   */
  public DefaultNodeName {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(nodeType, "nodeType");
    Objects.requireNonNull(meaning, "meaning");
    checkSuffix(suffix);
  }

  static void checkSuffix(int suffix) {
    if (suffix < 0 || suffix > 0xff) {
      throw new IllegalArgumentException("suffix: " + suffix + " (expected: 0-255)");
    }
  }

  /** Returns the name as a line of a table with a first column of the given width. */
  static String line(NodeName node, int width) {
    StringBuilder line = new StringBuilder(node.name());
    line.append(" ".repeat(width - node.name().length()));
    line.append(String.format(Locale.ROOT, " <%02x> ", node.suffix()));
    line.append(node.group() ? "group  " : "unique ").append(node.nodeType());
    line.append(node.active() ? " active" : " inactive");
    line.append(node.conflict() ? " conflict" : "");
    line.append(node.deregistering() ? " deregistering" : "");
    line.append(node.permanent() ? " permanent" : "");
    node.meaning().ifPresent(text -> line.append("  ").append(text));
    return SafeText.line(line.toString());
  }

  @Override
  public String toString() {
    return line(this, name.length());
  }
}

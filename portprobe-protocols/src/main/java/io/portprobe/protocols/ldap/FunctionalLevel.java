package io.portprobe.protocols.ldap;

import java.util.Map;
import java.util.Objects;

/**
 * A functional level of Active Directory (MS-ADTS 6.1.4.2 to 6.1.4.4).
 *
 * @param level as the server sent it; 0 or more for the levels there are
 * @param name the Windows version it is named after; {@code "unknown"} for a level that is not
 *     specified
 */
public record FunctionalLevel(int level, String name) {
  private static final Map<Integer, String> NAMES =
      Map.of(
          0, "Windows 2000",
          1, "Windows Server 2003 interim",
          2, "Windows Server 2003",
          3, "Windows Server 2008",
          4, "Windows Server 2008 R2",
          5, "Windows Server 2012",
          6, "Windows Server 2012 R2",
          7, "Windows Server 2016",
          10, "Windows Server 2025");

  /** Checks that the name is not null. */
  public FunctionalLevel {
    Objects.requireNonNull(name, "name");
  }

  static FunctionalLevel of(int level) {
    return new FunctionalLevel(level, NAMES.getOrDefault(level, "unknown"));
  }

  /**
   * The level for people.
   *
   * @return for example {@code "7 (Windows Server 2016)"}
   */
  @Override
  public String toString() {
    return level + " (" + name + ")";
  }
}

package io.portprobe.protocols.ldap;

import io.portprobe.text.SafeText;
import java.util.Map;
import java.util.Objects;

/**
 * A functional level of Active Directory (MS-ADTS 6.1.4.2 to 6.1.4.4).
 *
 * @param level the level, as received; defined levels are 0 or more
 * @param name the Windows version it is named after; {@code "unknown"} for an undefined level
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

  /**
   * Creates a level.
   *
   * @throws NullPointerException if the name is null
   */
  public FunctionalLevel {
    Objects.requireNonNull(name, "name");
  }

  /**
   * Returns the level with its name.
   *
   * @param level the level, as received
   * @return the level, named {@code "unknown"} if it is undefined
   */
  public static FunctionalLevel of(int level) {
    return new FunctionalLevel(level, NAMES.getOrDefault(level, "unknown"));
  }

  /**
   * Returns the level and its name.
   *
   * @return one line, for example {@code "7 (Windows Server 2016)"}
   */
  @Override
  public String toString() {
    return SafeText.line(level + " (" + name + ")");
  }
}

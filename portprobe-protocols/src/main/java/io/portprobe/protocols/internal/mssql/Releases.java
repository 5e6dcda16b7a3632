package io.portprobe.protocols.internal.mssql;

import java.util.Map;
import java.util.Optional;

/** The names of the releases of SQL Server by version. */
final class Releases {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("8.0", "2000"),
          Map.entry("9.0", "2005"),
          Map.entry("10.0", "2008"),
          Map.entry("10.50", "2008 R2"),
          Map.entry("11.0", "2012"),
          Map.entry("12.0", "2014"),
          Map.entry("13.0", "2016"),
          Map.entry("14.0", "2017"),
          Map.entry("15.0", "2019"),
          Map.entry("16.0", "2022"),
          Map.entry("17.0", "2025"));

  private Releases() {}

  static Optional<String> name(int major, int minor) {
    return Optional.ofNullable(NAMES.get(major + "." + minor)).map(name -> "SQL Server " + name);
  }
}

package io.portprobe.examples.portprobe.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** Programs of the system that a test writes. */
final class StandIn {
  private StandIn() {}

  /** Writes a program that prints lines and ends with an exit code. */
  static void printing(Path folder, String name, int exitCode, String... lines) throws IOException {
    script(folder, name, "cat <<'END'\n" + String.join("\n", lines) + "\nEND\nexit " + exitCode);
  }

  /** Writes a shell script. */
  static void script(Path folder, String name, String script) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Returns an environment in which the programs of the folder are found first. */
  static Map<String, String> environment(Path folder) {
    return Map.of("PATH", folder.toString());
  }
}

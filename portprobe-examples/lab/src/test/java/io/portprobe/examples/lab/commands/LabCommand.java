package io.portprobe.examples.lab.commands;

import io.portprobe.ProbeClient;
import io.portprobe.examples.portprobe.PortprobeCommand;
import io.portprobe.examples.portprobe.cli.Environment;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The command {@code portprobe} in this JVM, with the environment of the process. */
final class LabCommand {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /**
   * Runs the command without input.
   *
   * @return the exit code
   */
  int run(String... arguments) {
    out.reset();
    return PortprobeCommand.run(
        new Environment(
            InputStream.nullInputStream(),
            out,
            StandardCharsets.UTF_8,
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
            false,
            false,
            () -> false,
            System.getenv(),
            List.of(arguments),
            false,
            action -> () -> {},
            ProbeClient::builder),
        arguments);
  }

  /** Returns standard output. */
  byte[] bytes() {
    return out.toByteArray();
  }

  /** Returns the lines of standard output. */
  List<String> lines() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }
}

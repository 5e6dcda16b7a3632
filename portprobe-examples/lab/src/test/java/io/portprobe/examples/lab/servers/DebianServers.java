package io.portprobe.examples.lab.servers;

import io.portprobe.Transport;
import io.portprobe.examples.lab.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Servers of Debian and Maven Central that run during the tests of a class. */
final class DebianServers implements BeforeAllCallback, AfterAllCallback {
  private static final String RUN = "servers/run";
  private static final Path LOGS = Path.of("target", "servers");
  private static final long LOOK_AGAIN_MILLIS = 50;
  private static final long START_NANOS = TimeUnit.SECONDS.toNanos(90);

  private final List<DebianServer> servers;
  private final Map<DebianServer, Process> processes = new LinkedHashMap<>();

  DebianServers(DebianServer... servers) {
    this.servers = List.of(servers);
  }

  /** Runs a tool of the same packages; it must exit with 0. */
  static List<String> tool(String... command) {
    List<String> whole = new ArrayList<>(List.of(RUN, "tool"));
    whole.addAll(List.of(command));
    return Tool.run(whole.toArray(String[]::new));
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException, InterruptedException {
    Files.createDirectories(LOGS);
    try {
      for (DebianServer server : servers) {
        processes.put(
            server,
            new ProcessBuilder(RUN, server.program())
                .redirectErrorStream(true)
                .redirectOutput(log(server).toFile())
                .start());
      }
      for (Map.Entry<DebianServer, Process> each : processes.entrySet()) {
        awaitListening(each.getKey(), each.getValue());
      }
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      end();
      throw e;
    }
  }

  private static void awaitListening(DebianServer server, Process process)
      throws IOException, InterruptedException {
    long started = System.nanoTime();
    while (!isListening(server)) {
      if (process.waitFor(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new IOException(
            server + " ended before it listened: " + Files.readString(log(server)));
      }
      if (System.nanoTime() - started > START_NANOS) {
        throw new IOException(server + " does not listen: " + Files.readString(log(server)));
      }
    }
  }

  private static boolean isListening(DebianServer server) {
    String kind = server.transport() == Transport.TCP ? "-Htln" : "-Huln";
    return Tool.run("ss", kind, "sport = :" + server.port()).stream()
        .anyMatch(
            line ->
                line.contains(" " + server.host() + ":")
                    || line.contains(" [::ffff:" + server.host() + "]:")
                    || line.contains(" 0.0.0.0:" + server.port())
                    || line.contains(" *:" + server.port()));
  }

  private static Path log(DebianServer server) {
    return LOGS.resolve(server.program() + ".log");
  }

  @Override
  public void afterAll(ExtensionContext context) {
    end();
  }

  /** Kills {@code unshare}, with which the kernel ends every process of the server. */
  private void end() {
    processes.values().forEach(Process::destroyForcibly);
    processes.values().forEach(process -> process.onExit().join());
  }
}

package io.portprobe.examples.distributed;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;

/**
 * A cluster of Flink in application mode: a job manager in the hub, and task managers in the sites,
 * each a separate process. They share the file system of this machine.
 */
final class ClusterProcesses {
  private final Namespaces network;
  private final Path folder;
  private final Map<String, Process> processes = new LinkedHashMap<>();

  /**
   * Creates a cluster without processes.
   *
   * @param folder for configuration, logs and checkpoints
   */
  ClusterProcesses(Namespaces network, Path folder) {
    this.network = network;
    this.folder = folder;
  }

  /** Starts a job manager with a scan. It ends with the scan. */
  Process startJobManager(List<String> arguments) throws IOException {
    Path configuration = configuration("job-manager", Map.of());
    List<String> command =
        new ArrayList<>(
            List.of(
                StandaloneApplicationClusterEntryPoint.class.getName(),
                "--configDir",
                configuration.toString(),
                "--job-classname",
                ScanCommand.class.getName()));
    command.addAll(arguments);
    return start("job-manager", Namespaces.HUB, command);
  }

  /** Starts a task manager with one slot. */
  void startTaskManager(String name, String site, String address) throws IOException {
    Path configuration =
        configuration(
            name,
            Map.ofEntries(
                Map.entry("taskmanager.host", address),
                Map.entry("taskmanager.numberOfTaskSlots", "1"),
                Map.entry("taskmanager.cpu.cores", "1.0"),
                // The scripts of Flink compute what is not set.
                Map.entry("taskmanager.memory.framework.heap.size", "64m"),
                Map.entry("taskmanager.memory.framework.off-heap.size", "64m"),
                Map.entry("taskmanager.memory.jvm-metaspace.size", "128m"),
                Map.entry("taskmanager.memory.jvm-overhead.min", "64m"),
                Map.entry("taskmanager.memory.jvm-overhead.max", "64m"),
                Map.entry("taskmanager.memory.task.heap.size", "128m"),
                Map.entry("taskmanager.memory.task.off-heap.size", "64m"),
                Map.entry("taskmanager.memory.managed.size", "16m"),
                Map.entry("taskmanager.memory.network.min", "16m"),
                Map.entry("taskmanager.memory.network.max", "16m"),
                Map.entry(VantagePoint.LABEL, site)));
    var unused =
        start(
            name,
            site,
            List.of(TaskManagerRunner.class.getName(), "--configDir", configuration.toString()));
  }

  private Path configuration(String name, Map<String, String> more) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("jobmanager.rpc.address", Namespaces.HUB_ADDRESS);
    settings.put("jobmanager.bind-host", Namespaces.HUB_ADDRESS);
    settings.put("jobmanager.memory.process.size", "512m");
    settings.put("rest.address", Namespaces.HUB_ADDRESS);
    settings.put("rest.bind-address", Namespaces.HUB_ADDRESS);
    settings.put("parallelism.default", "3");
    settings.put("heartbeat.interval", "1 s");
    settings.put("heartbeat.timeout", "20 s");
    settings.put("pekko.startup-timeout", "60 s"); // a busy machine needs more than 10 s
    settings.put("pekko.ask.timeout", "60 s");
    settings.put("restart-strategy.type", "fixed-delay");
    settings.put("restart-strategy.fixed-delay.attempts", "10");
    settings.put("restart-strategy.fixed-delay.delay", "200 ms");
    settings.put("execution.checkpointing.dir", folder.resolve("checkpoints").toUri().toString());
    settings.put("io.tmp.dirs", folder.resolve("tmp").toString());
    settings.putAll(more);
    Path configuration = Files.createDirectories(folder.resolve(name));
    Files.write(
        configuration.resolve("config.yaml"),
        settings.entrySet().stream().map(each -> each.getKey() + ": " + each.getValue()).toList());
    return configuration;
  }

  /** Starts a program in a namespace. Its output is in a file with its name. */
  Process start(String name, String namespace, List<String> program) throws IOException {
    List<String> java =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "--add-opens=java.base/java.util=ALL-UNNAMED", // as Flink's scripts do
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("java.class.path")));
    java.addAll(program);
    Process process =
        new ProcessBuilder(network.commandIn(namespace, java))
            .redirectErrorStream(true)
            .redirectOutput(log(name))
            .start();
    processes.put(name, process);
    return process;
  }

  private File log(String name) {
    return folder.resolve(name + ".log").toFile();
  }

  /** Returns what a program printed. */
  String printed(String name) throws IOException {
    return Files.readString(log(name).toPath());
  }

  /** Fails if a program has ended that was not killed. */
  void requireRunning() throws IOException {
    for (Map.Entry<String, Process> each : processes.entrySet()) {
      if (!each.getValue().isAlive()) {
        fail(each.getKey() + " has ended: " + printed(each.getKey()));
      }
    }
  }

  /** Ends a program as a crash of its machine does, with SIGKILL. */
  void kill(String name) throws InterruptedException {
    kill(processes.remove(name));
  }

  private static void kill(Process process) throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(20, SECONDS)).as("process has ended").isTrue();
  }

  /** Kills all programs. */
  void stop() throws InterruptedException {
    for (Process process : processes.values()) {
      kill(process);
    }
  }
}

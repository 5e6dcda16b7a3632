package io.portprobe.examples.distributed;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command that defines the job and executes it: on the cluster it is submitted to, or else on a
 * cluster inside this JVM.
 */
@Command(
    name = "portprobe-job",
    description = "Scans from one or more vantage points, divided into slices.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ScanCommand implements Callable<Integer> {
  @Option(
      names = "--hosts",
      required = true,
      split = ",",
      description = "Names, addresses, networks and ranges.")
  private List<String> hosts = List.of();

  @Option(names = "--exclude", split = ",", description = "Hosts that are not probed.")
  private List<String> excluded = List.of();

  @Option(names = "--tcp", defaultValue = "", description = "TCP ports, for example 1-1024,3389.")
  private String tcp = "";

  @Option(names = "--udp", defaultValue = "", description = "UDP ports.")
  private String udp = "";

  @Option(
      names = "--vantage-point",
      paramLabel = "NAME[=ADDRESS]",
      description = {
        "A place to probe from; can be repeated. NAME is the task managers whose configuration",
        "has portprobe.vantage-point: NAME. NAME=ADDRESS is a local address of each task manager.",
        "Default: wherever a task manager runs."
      })
  private List<String> vantagePoints = List.of();

  @Option(
      names = "--slices",
      defaultValue = "0",
      description = "Into how many slices the scan is divided. Default: 4 for each slot.")
  private int slices;

  @Option(
      names = "--rate",
      defaultValue = "0",
      description = "Probes a second, of all slices together. Default: no limit.")
  private int rate;

  @Option(
      names = "--window",
      defaultValue = "2000",
      description = "Ports probed at the same time, in each slice. Default: ${DEFAULT-VALUE}.")
  private int window;

  @Option(
      names = "--timeout",
      defaultValue = "2000",
      description = "Milliseconds to wait for a reply. Default: ${DEFAULT-VALUE}.")
  private long timeoutMillis;

  @Option(
      names = "--retries",
      defaultValue = "1",
      description = "Retries to a silent port. Default: ${DEFAULT-VALUE}.")
  private int retries;

  @Option(
      names = "--key",
      defaultValue = "1",
      description = "The key of the order of probes. Default: ${DEFAULT-VALUE}.")
  private long key;

  @Option(names = "--protocols", description = "Speaks the protocol bound to each listening port.")
  private boolean protocols;

  @Option(
      names = "--checkpoints",
      defaultValue = "10",
      description = "Seconds between two checkpoints. Default: ${DEFAULT-VALUE}.")
  private long checkpointSeconds;

  @Option(
      names = "--output",
      required = true,
      description = "A folder, for example s3://bucket/scan or file:///srv/scan.")
  private String output = "";

  private ScanCommand() {}

  /** Runs the command. */
  public static void main(String[] arguments) {
    int status = new CommandLine(new ScanCommand()).execute(arguments);
    if (status != 0) {
      System.exit(status);
    }
  }

  @Override
  public Integer call() throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.enableCheckpointing(Duration.ofSeconds(checkpointSeconds).toMillis());
    List<VantagePoint> from =
        vantagePoints.isEmpty()
            ? List.of(VantagePoint.anywhere("anywhere"))
            : vantagePoints.stream().map(VantagePoint::parse).toList();
    int parts = slices == 0 ? 4 * env.getParallelism() : slices;
    ScanJob.define(env, spec(), from, parts, output);
    var unused = env.execute("portprobe scan");
    return 0;
  }

  private ScanSpec spec() {
    return new ScanSpec(
        hosts,
        excluded,
        tcp,
        udp,
        key,
        rate,
        window,
        Duration.ofMillis(timeoutMillis),
        retries,
        protocols);
  }
}

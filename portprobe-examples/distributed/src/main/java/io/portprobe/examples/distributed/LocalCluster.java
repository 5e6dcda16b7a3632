package io.portprobe.examples.distributed;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A cluster of Flink inside this JVM, for demonstration, measurements and tests. */
public final class LocalCluster implements AutoCloseable {
  private static final Duration STEP = Duration.ofSeconds(60);

  private final MiniCluster cluster;
  private final int parallelism;

  private LocalCluster(MiniCluster cluster, int parallelism) {
    this.cluster = cluster;
    this.parallelism = parallelism;
  }

  /**
   * Starts a cluster whose task managers have one slot each.
   *
   * @param taskManagers the number of task managers, and the parallelism of jobs
   */
  public static LocalCluster start(int taskManagers) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.BIND_PORT, "0");
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(16));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(16));
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(16));
    configuration.set(JobManagerOptions.SLOT_REQUEST_TIMEOUT, STEP);
    configuration.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofSeconds(1));
    configuration.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofSeconds(5));
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(taskManagers)
                .setNumSlotsPerTaskManager(1)
                .withRandomPorts()
                .build());
    cluster.start();
    return new LocalCluster(cluster, taskManagers);
  }

  /**
   * Returns an environment to define a job in.
   *
   * @param checkpoints a folder for the checkpoints
   * @param interval the time between two checkpoints
   */
  public StreamExecutionEnvironment environment(Path checkpoints, Duration interval) {
    Configuration configuration = new Configuration();
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 10);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
    configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
    env.enableCheckpointing(interval.toMillis());
    return env;
  }

  /** Starts a job. */
  public JobID submit(StreamExecutionEnvironment env) throws Exception {
    return cluster.submitJob(env.getStreamGraph().getJobGraph()).get().getJobID();
  }

  /** Kills a task manager, as a crash of its machine does. */
  public void killTaskManager(int index) throws Exception {
    cluster.terminateTaskManager(index).get();
  }

  /** Starts another task manager. */
  public void startTaskManager() throws Exception {
    cluster.startTaskManager();
  }

  /**
   * Waits for the end of a job.
   *
   * @throws org.apache.flink.runtime.client.JobExecutionException if the job fails
   */
  public void await(JobID job) throws Exception {
    JobResult result = cluster.requestJobResult(job).get();
    var unused = result.toJobExecutionResult(LocalCluster.class.getClassLoader());
  }

  @Override
  public void close() {
    var unused = cluster.closeAsync().join();
  }
}

package io.portprobe.examples.distributed;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.Encoder;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/** The job: a scan, its results as JSON lines, and what the vantage points see of each endpoint. */
public final class ScanJob {
  /** The folder of the results, one line for each port and vantage point. */
  public static final String RESULTS = "results";

  /** The folder of the union view, one line for each endpoint. */
  public static final String VIEW = "view";

  private ScanJob() {}

  /**
   * Defines the job.
   *
   * @param env has the parallelism, and the settings of checkpoints; without checkpoints no result
   *     is committed before the end
   * @param output a folder of any file system that Flink knows and that all task managers share
   */
  public static void define(
      StreamExecutionEnvironment env,
      ScanSpec spec,
      List<VantagePoint> vantagePoints,
      int slices,
      String output) {
    DataStream<ProbeRecord> rows = rows(env, spec, vantagePoints, slices);
    Encoder<ProbeRecord> rowEncoder = (row, out) -> out.write(line(row.toJson()));
    rows.sinkTo(sink(new Path(output, RESULTS), rowEncoder)).name("results").uid("results");
    if (vantagePoints.size() > 1) {
      Encoder<EndpointView> viewEncoder = (view, out) -> out.write(line(view.toJson()));
      rows.keyBy(ProbeRecord::endpoint)
          .process(new UnionView(vantagePoints.size()), TypeInformation.of(EndpointView.class))
          .name("union view")
          .uid("union-view")
          .sinkTo(sink(new Path(output, VIEW), viewEncoder))
          .name("view")
          .uid("view");
    }
  }

  /** Returns the stream of the results of a scan. */
  public static DataStream<ProbeRecord> rows(
      StreamExecutionEnvironment env, ScanSpec spec, List<VantagePoint> vantagePoints, int slices) {
    var unused = spec.share(env.getParallelism()); // rejects a rate that cannot be shared out
    env.getConfig().enableObjectReuse(); // rows are immutable
    return env.fromSource(
            new ScanSource(spec, vantagePoints, slices),
            WatermarkStrategy.noWatermarks(),
            "scan",
            TypeInformation.of(ProbeRecord.class))
        .uid("scan");
  }

  private static <T> FileSink<T> sink(Path folder, Encoder<T> encoder) {
    return FileSink.forRowFormat(folder, encoder)
        .withBucketAssigner(new BasePathBucketAssigner<>())
        .withRollingPolicy(OnCheckpointRollingPolicy.build())
        .build();
  }

  private static byte[] line(String json) {
    return (json + '\n').getBytes(StandardCharsets.UTF_8);
  }
}

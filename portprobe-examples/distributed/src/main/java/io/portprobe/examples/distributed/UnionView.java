package io.portprobe.examples.distributed;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.NullUnmarked;

/**
 * Joins the rows of all vantage points by endpoint. The view of an endpoint is complete when each
 * vantage point has reported it; its state is dropped then.
 */
final class UnionView extends KeyedProcessFunction<String, ProbeRecord, EndpointView> {
  private final int vantagePoints;
  private transient ListState<Sighting> seen;

  @NullUnmarked // Flink calls open() first
  UnionView(int vantagePoints) {
    this.vantagePoints = vantagePoints;
  }

  @Override
  public void open(OpenContext context) {
    seen =
        getRuntimeContext()
            .getListState(new ListStateDescriptor<>("seen", TypeInformation.of(Sighting.class)));
  }

  @Override
  public void processElement(ProbeRecord row, Context context, Collector<EndpointView> out)
      throws Exception {
    Sighting sighting = new Sighting(row.vantagePoint(), row.state(), row.reason(), row.address());
    List<Sighting> all = new ArrayList<>();
    seen.get().forEach(all::add);
    if (all.size() + 1 < vantagePoints) {
      seen.add(sighting);
      return;
    }
    all.add(sighting);
    all.sort(Comparator.comparing(Sighting::vantagePoint));
    seen.clear();
    out.collect(new EndpointView(row.transport(), row.host(), row.port(), all));
  }
}

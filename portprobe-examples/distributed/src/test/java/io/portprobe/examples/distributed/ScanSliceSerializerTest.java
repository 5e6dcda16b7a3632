package io.portprobe.examples.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.PortState;
import io.portprobe.Reason;
import io.portprobe.Transport;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScanSliceSerializerTest {
  private static final ProbeRecord ROW =
      new ProbeRecord(
          "west",
          3,
          Transport.UDP,
          "db.example",
          53,
          "192.0.2.1",
          PortState.LISTENING,
          Reason.REPLIED,
          null,
          1_500_000,
          2,
          1_795_834_039_041L,
          "{\"a\":\"\u00fc\"}");
  private static final ProbeRecord FAILED =
      new ProbeRecord(
          "west",
          3,
          Transport.TCP,
          "no.example",
          80,
          null,
          null,
          null,
          "no address",
          0,
          0,
          7,
          null);
  private static final ScanSlice PARTLY_DONE =
      new ScanSlice(
          VantagePoint.ofAddress("west", "192.0.2.9"), 3, 8, "text\n", List.of(ROW, FAILED));

  private final ScanSliceSerializer serializer = new ScanSliceSerializer();

  @Test
  void slice_isReadAsItWasWritten() throws IOException {
    byte[] bytes = serializer.serialize(PARTLY_DONE);
    assertThat(serializer.deserialize(serializer.getVersion(), bytes)).isEqualTo(PARTLY_DONE);
  }

  @Test
  void unassignedSlices_areReadAsTheyWereWritten() throws IOException {
    ScanSliceSerializer.OfList lists = new ScanSliceSerializer.OfList();
    List<ScanSlice> slices =
        List.of(PARTLY_DONE, ScanSlice.unstarted(VantagePoint.labelled("east"), 0, 1));
    assertThat(lists.deserialize(lists.getVersion(), lists.serialize(slices))).isEqualTo(slices);
  }

  @Test
  void anotherVersion_isRejected() throws IOException {
    byte[] bytes = serializer.serialize(PARTLY_DONE);
    assertThatThrownBy(() -> serializer.deserialize(2, bytes))
        .isInstanceOf(IOException.class)
        .hasMessage("version of a slice: 2 (expected: 1)");
  }

  @Test
  void truncatedSlice_isRejected() throws IOException {
    byte[] bytes = serializer.serialize(PARTLY_DONE);
    byte[] part = java.util.Arrays.copyOf(bytes, bytes.length - 9);
    assertThatThrownBy(() -> serializer.deserialize(1, part)).isInstanceOf(IOException.class);
  }
}

package io.portprobe.internal.scan.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.Transport;
import io.portprobe.internal.scan.checkpoint.CheckpointState.AddressState;
import io.portprobe.internal.scan.checkpoint.CheckpointState.TransportState;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointStateTest {
  private static final CheckpointState STATE =
      new CheckpointState(
          0xfedc_ba98_7654_3210L,
          Map.of(
              Transport.TCP,
              new TransportState(
                  2,
                  40,
                  List.of(
                      new AddressState(7, 1, 9, positions(0, 1, 2, 5)),
                      new AddressState(7, 0, 3, positions()),
                      new AddressState(2, CheckpointState.ALL_ADDRESSES, 0, positions()))),
              Transport.UDP,
              new TransportState(1, 0, List.of())));

  private static BitSet positions(int... positions) {
    BitSet set = new BitSet();
    for (int position : positions) {
      set.set(position);
    }
    return set;
  }

  @Test
  void toString_isSortedByUnitAndAddress() {
    assertThat(STATE)
        .hasToString(
            """
            portprobe-checkpoint 1
            scan fedcba9876543210
            tcp 2 40
            open 2 -1 0 -
            open 7 0 3 -
            open 7 1 9 0-2,5
            udp 1 0
            end
            """);
  }

  @Test
  void parse_readsWhatToStringReturns() {
    CheckpointState parsed = CheckpointState.parse(STATE.toString());
    assertThat(parsed.toString()).isEqualTo(STATE.toString());
    assertThat(parsed.fingerprint()).isEqualTo(STATE.fingerprint());
    assertThat(parsed.transports().get(Transport.TCP).unfinished())
        .containsExactlyInAnyOrderElementsOf(STATE.transports().get(Transport.TCP).unfinished());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "portprobe-checkpoint 1",
        "portprobe-checkpoint 2\nscan 0",
        "portprobe-checkpoint 1\nscan xyz",
        "portprobe-checkpoint 1\nscan 0\nsctp 1 0",
        "portprobe-checkpoint 1\nscan 0\ntcp 0 0",
        "portprobe-checkpoint 1\nscan 0\ntcp 1 -1",
        "portprobe-checkpoint 1\nscan 0\ntcp 1 0\ntcp 1 0",
        "portprobe-checkpoint 1\nscan 0\ntcp 1 5\nopen 5 0 0 -",
        "portprobe-checkpoint 1\nscan 0\ntcp 1 5\nopen 1 -2 0 -",
        "portprobe-checkpoint 1\nscan 0\ntcp 1 5\nopen 1 0 65536 -",
        "portprobe-checkpoint 1\nscan 0\ntcp 1 5\nopen 1 0 3 3",
        "portprobe-checkpoint 1\nscan 0\ntcp 1 5\nopen 1 0 9 5-2",
        "portprobe-checkpoint 1\nscan 0\ntcp 1 5\nopen 1 0 9 0-99999999",
        "portprobe-checkpoint 1\nscan 0\ntcp 1 5\nopen 1 0 9",
      })
  void malformedText_isRejected(String text) {
    assertThatThrownBy(() -> CheckpointState.parse(text + "\nend"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("checkpoint: ")
        .hasMessageNotContaining("cut off");
  }

  @Test
  void textThatWasCutOff_isRejected() {
    String text = STATE.toString();
    for (int length = 0; length < text.length() - 1; length++) {
      String cut = text.substring(0, length);
      assertThatThrownBy(() -> CheckpointState.parse(cut))
          .as(cut)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("checkpoint: ");
    }
    assertThatThrownBy(() -> CheckpointState.parse(text.replace("udp 1 0\nend\n", "")))
        .hasMessage(
            "checkpoint: cut off after line 6: 'open 7 1 9 0-2,5'"
                + " (expected: 'end' as the last line)");
  }

  @Test
  void textAfterTheEnd_isRejected() {
    assertThatThrownBy(() -> CheckpointState.parse(STATE + STATE.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("checkpoint: line 8: 'end'");
  }
}

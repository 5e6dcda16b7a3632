package io.portprobe.protocols.internal.msrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.protocols.internal.msrpc.tower.DefaultTowerFloor;
import io.portprobe.protocols.msrpc.EndpointMap;
import io.portprobe.protocols.msrpc.MappedEndpoint;
import io.portprobe.protocols.testing.msrpc.InMemoryEndpointMapper;
import io.portprobe.protocols.testing.msrpc.MapperEntry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefaultEndpointMapTest {
  private static final List<MapperEntry> ENTRIES =
      List.of(
          MapperEntry.of("12345778-1234-abcd-ef00-0123456789ac", 1, 0)
              .pipe("\\\\SERVER", "\\PIPE\\lsass"),
          MapperEntry.of("e3514235-4b06-11d1-ab04-00c04fc2dcd2", 4, 0)
              .annotated("MS NT Directory DRS Interface")
              .tcp("169.254.12.191", 1030),
          MapperEntry.of("11223344-5566-7788-99aa-bbccddeeff00", 1, 0)
              .local("LRPC00000118.00000001"));

  @Test
  void lines_haveUuidAnnotationBindingAndTheTotal() {
    EndpointMap map =
        ConnectionConversation.with(InMemoryEndpointMapper.serving(ENTRIES)::respond).map();

    assertThat(map.lines())
        .containsExactly(
            "UUID: 12345778-1234-abcd-ef00-0123456789ac",
            "ncacn_np:\\\\\\\\SERVER[\\\\PIPE\\\\lsass]",
            "",
            "UUID: e3514235-4b06-11d1-ab04-00c04fc2dcd2 MS NT Directory DRS Interface",
            "ncacn_ip_tcp:169.254.12.191[1030]",
            "",
            "UUID: 11223344-5566-7788-99aa-bbccddeeff00",
            "ncalrpc:[LRPC00000118.00000001]",
            "",
            "Total endpoints found: 3");
  }

  @Test
  void stringBinding_hasSingleBackslashes() {
    EndpointMap map =
        ConnectionConversation.with(InMemoryEndpointMapper.serving(ENTRIES)::respond).map();

    assertThat(map.endpoints().get(0).stringBinding())
        .isEqualTo("ncacn_np:\\\\SERVER[\\PIPE\\lsass]");
  }

  @Test
  void lines_incompleteMap_haveReason() {
    assertThat(new DefaultEndpointMap(List.of(), false, "cut short").lines())
        .containsExactly("Total endpoints found: 0", "Incomplete: cut short");
  }

  @Test
  void lines_emptyMap_areTotal() {
    assertThat(new DefaultEndpointMap(List.of(), true, "").lines())
        .containsExactly("Total endpoints found: 0");
  }

  @Test
  void constructor_copiesItsList() {
    List<MappedEndpoint> entries = new ArrayList<>();
    EndpointMap map = new DefaultEndpointMap(entries, true, "");

    assertThatThrownBy(() -> map.endpoints().add(null))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void floor_rejectsNonHex() {
    assertThatThrownBy(() -> new DefaultTowerFloor(7, "", "xy"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DefaultTowerFloor(256, "", ""))
        .hasMessage("protocol: 256 (expected: -1-255)");
    assertThatThrownBy(() -> new DefaultTowerFloor(-2, "", ""))
        .hasMessage("protocol: -2 (expected: -1-255)");
  }
}

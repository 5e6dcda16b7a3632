package io.portprobe.protocols.internal.msrpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.protocols.msrpc.EndpointMap;
import io.portprobe.protocols.msrpc.MappedEndpoint;
import io.portprobe.protocols.testing.msrpc.EndpointMapperPeer;
import io.portprobe.protocols.testing.msrpc.EndpointMapperPeer.Ending;
import io.portprobe.protocols.testing.msrpc.MapperEntry;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MapperRoundTripTest {
  /** An entry and the expected finding. */
  private record Case(MapperEntry entry, String found) {}

  private static Case draw(Random random) {
    UUID id = new UUID(random.nextLong(), random.nextLong());
    int major = random.nextInt(65_536);
    int minor = random.nextInt(65_536);
    String annotation = letters(random, random.nextInt(64)).strip();
    MapperEntry entry = MapperEntry.of(id.toString(), major, minor).annotated(annotation);
    String object = "";
    if (random.nextInt(3) == 0) {
      UUID drawn = new UUID(random.nextLong(), random.nextLong() | 1);
      entry = entry.forObject(drawn);
      object = drawn.toString();
    }
    String head = id + " " + major + "." + minor + " " + object + " " + annotation + " ";
    return way(random, entry, head);
  }

  private static Case way(Random random, MapperEntry entry, String head) {
    int port = random.nextInt(65_536);
    String name = letters(random, 1 + random.nextInt(40)).strip() + "x";
    return switch (random.nextInt(7)) {
      case 0 -> new Case(entry.tcp(port), head + "ncacn_ip_tcp:asked.example[" + port + "]");
      case 1 -> new Case(entry.udp(port), head + "ncadg_ip_udp:asked.example[" + port + "]");
      case 2 -> new Case(entry.http(port), head + "ncacn_http:asked.example[" + port + "]");
      case 3 -> new Case(entry.local(name), head + "ncalrpc:[" + name + "]");
      case 4 ->
          new Case(
              entry.pipe("\\\\S" + port, "\\pipe\\" + name),
              head + "ncacn_np:\\\\S" + port + "[\\pipe\\" + name + "]");
      case 5 ->
          new Case(
              entry.tcp("10.0." + port / 256 + "." + port % 256, port),
              head + "ncacn_ip_tcp:10.0." + port / 256 + "." + port % 256 + "[" + port + "]");
      default ->
          new Case(
              entry.rpc(0x0b).floor(0x40, new byte[] {(byte) 0xab}),
              head + "unknown[RPC connection-oriented, 0x40 ab]");
    };
  }

  private static String letters(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append("abcdefghijklmnopqrstuvwxyz -_.".charAt(random.nextInt(30)));
    }
    return text.toString();
  }

  private static String found(MappedEndpoint entry) {
    return entry.interfaceId()
        + " "
        + entry.version()
        + " "
        + entry.objectId().map(UUID::toString).orElse("")
        + " "
        + entry.annotation()
        + " "
        + entry.stringBinding();
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void anyEntries_areReceivedUnchanged(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      List<Case> cases = new ArrayList<>();
      for (int i = random.nextInt(60); i > 0; i--) {
        cases.add(draw(random));
      }
      EndpointMap map =
          ConnectionConversation.with(
                  EndpointMapperPeer.builder()
                      .entries(cases.stream().map(Case::entry).toList())
                      .byteOrder(
                          random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN)
                      .pageSize(1 + random.nextInt(30))
                      .fragmentSize(25 + random.nextInt(5_000))
                      .ending(random.nextBoolean() ? Ending.WITH_LAST_PAGE : Ending.NULL_HANDLE))
              .map();

      assertThat(map.complete()).isTrue();
      assertThat(map.endpoints())
          .extracting(MapperRoundTripTest::found)
          .containsExactlyElementsOf(cases.stream().map(Case::found).toList());
    }
  }
}

package io.portprobe.protocols.internal.msrpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.protocols.msrpc.Inquiry;
import io.portprobe.protocols.msrpc.VersionMatch;
import io.portprobe.protocols.testing.msrpc.EndpointMapperPeer;
import io.portprobe.protocols.testing.msrpc.EndpointMapperPeer.Ending;
import io.portprobe.protocols.testing.msrpc.InMemoryDatagramEndpointMapper;
import io.portprobe.protocols.testing.msrpc.InMemoryEndpointMapper;
import io.portprobe.protocols.testing.msrpc.UdpEndpointMapperPeer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@EnabledIfSystemProperty(named = "portprobe.lab", matches = "true")
class DatagramDissectorLabTest {
  private static final UUID SAMR = UUID.fromString("12345778-1234-abcd-ef00-0123456789ac");
  private static final int RAW_IP = 101;
  private static final int CLIENT = 40_000;
  private static final int SERVER = 135;

  /** A field that tshark 4.0 does not dissect: the name on a floor of ncalrpc. */
  private static final String NOT_DECODED = "(,?RightHandSide not decoded yet for proto_id 0xc)+";

  @TempDir Path folder;

  private static EndpointMapperPeer.Builder map(ByteOrder order) {
    return EndpointMapperPeer.builder()
        .entries(InMemoryEndpointMapper.sampleEntries())
        .byteOrder(order)
        .fragmentSize(400)
        .pageSize(12)
        .principal("host/sample");
  }

  static Stream<Arguments> conversations() {
    List<Arguments> all = new ArrayList<>();
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      all.add(Arguments.of("all", Inquiry.all(), UdpEndpointMapperPeer.builder(map(order))));
      all.add(
          Arguments.of(
              "working, forgetting, calling back",
              Inquiry.ofInterface(SAMR, 1, 0, VersionMatch.COMPATIBLE),
              UdpEndpointMapperPeer.builder(map(order))
                  .workingFirst(2)
                  .forgetting()
                  .callingBack()));
      all.add(
          Arguments.of(
              "a list that is given back",
              Inquiry.all(),
              UdpEndpointMapperPeer.builder(map(order).ending(Ending.NEVER))));
      all.add(
          Arguments.of(
              "ept_map",
              Inquiry.map(SAMR, 1, 0, "ncacn_ip_tcp"),
              UdpEndpointMapperPeer.builder(map(order))));
      all.add(
          Arguments.of(
              "management", Inquiry.management(), UdpEndpointMapperPeer.builder(map(order))));
      all.add(
          Arguments.of(
              "fault",
              Inquiry.all(),
              UdpEndpointMapperPeer.builder(map(order).faulting(0x1c00_000d, 0))));
      all.add(
          Arguments.of(
              "reject",
              Inquiry.all(),
              UdpEndpointMapperPeer.builder(map(order)).rejecting(0x1c01_0003)));
      all.add(
          Arguments.of(
              "loss", Inquiry.all(), UdpEndpointMapperPeer.builder(map(order)).losingOneIn(4)));
    }
    return all.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("conversations")
  void everyDatagram_isDissected(String name, Inquiry inquiry, UdpEndpointMapperPeer.Builder server)
      throws IOException, InterruptedException {
    List<byte[]> packets = new ArrayList<>();
    List<String> types = new ArrayList<>();
    InMemoryDatagramEndpointMapper mapper = InMemoryDatagramEndpointMapper.of(server);
    DatagramConversation talk =
        DatagramConversation.with(
            inquiry,
            sent -> {
              note(packets, types, sent, CLIENT, SERVER);
              List<byte[]> replies = mapper.respond(sent);
              replies.forEach(reply -> note(packets, types, reply, SERVER, CLIENT));
              return replies;
            });
    talk.run();

    List<String> seen = dissect(packets);

    assertThat(seen).hasSameSizeAs(packets);
    for (int i = 0; i < seen.size(); i++) {
      // The type, then no error and no undissected data.
      assertThat(seen.get(i)).as("packet %d of %s", i + 1, name).isEqualTo(types.get(i) + "|||");
    }
  }

  private static void note(
      List<byte[]> packets, List<String> types, byte[] datagram, int from, int to) {
    packets.add(packet(datagram, from, to));
    types.add(Integer.toString(datagram[1]));
  }

  /** IPv4 and UDP without checksums, which tshark does not require. */
  private static byte[] packet(byte[] datagram, int from, int to) {
    ByteBuffer packet = ByteBuffer.allocate(28 + datagram.length);
    packet.put((byte) 0x45).put((byte) 0).putShort((short) packet.capacity()).putInt(0);
    packet.put((byte) 64).put((byte) 17).putShort((short) 0);
    packet.putInt(from == SERVER ? 0x7f00_0002 : 0x7f00_0001);
    packet.putInt(to == SERVER ? 0x7f00_0002 : 0x7f00_0001);
    packet.putShort((short) from).putShort((short) to);
    return packet.putShort((short) (8 + datagram.length)).putShort((short) 0).put(datagram).array();
  }

  private List<String> dissect(List<byte[]> packets) throws IOException, InterruptedException {
    Path capture = folder.resolve("talk.pcap");
    try (OutputStream out = Files.newOutputStream(capture)) {
      out.write(
          ByteBuffer.allocate(24)
              .putInt(0xa1b2_c3d4)
              .putShort((short) 2)
              .putShort((short) 4)
              .putLong(0)
              .putInt(65_535)
              .putInt(RAW_IP)
              .array());
      for (int i = 0; i < packets.size(); i++) {
        byte[] packet = packets.get(i);
        out.write(
            ByteBuffer.allocate(16)
                .putInt(i)
                .putInt(0)
                .putInt(packet.length)
                .putInt(packet.length)
                .array());
        out.write(packet);
      }
    }
    return tshark(capture);
  }

  /** PTYPE, malformed, expert information above a note, undissected data. */
  private static List<String> tshark(Path capture) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "tshark",
                "-r",
                capture.toString(),
                "-o",
                "dcerpc.reassemble_dcerpc:TRUE",
                "-T",
                "fields",
                "-E",
                "separator=|",
                "-e",
                "dcerpc.pkt_type",
                "-e",
                "_ws.malformed",
                "-e",
                "_ws.expert.message",
                "-e",
                "data.data")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().map(line -> line.replaceAll(NOT_DECODED, "")).toList();
  }
}

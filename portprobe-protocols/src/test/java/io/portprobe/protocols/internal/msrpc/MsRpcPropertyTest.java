package io.portprobe.protocols.internal.msrpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.protocols.internal.msrpc.tower.TowerWriter;
import io.portprobe.protocols.internal.msrpc.wire.DatagramPdu;
import io.portprobe.protocols.internal.msrpc.wire.DatagramWriter;
import io.portprobe.protocols.internal.msrpc.wire.RpcCall;
import io.portprobe.protocols.internal.msrpc.wire.RpcFormatException;
import io.portprobe.protocols.internal.msrpc.wire.RpcInterface;
import io.portprobe.protocols.msrpc.EndpointMap;
import io.portprobe.protocols.msrpc.Inquiry;
import io.portprobe.protocols.msrpc.MappedEndpoint;
import io.portprobe.protocols.testing.msrpc.EndpointMapperPeer;
import io.portprobe.protocols.testing.msrpc.InMemoryDatagramEndpointMapper;
import io.portprobe.protocols.testing.msrpc.MapperEntry;
import io.portprobe.protocols.testing.msrpc.UdpEndpointMapperPeer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class MsRpcPropertyTest {
  private static final int U16 = 65_535;

  @Provide
  Arbitrary<UUID> uuids() {
    return Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(UUID::new);
  }

  @Provide
  Arbitrary<List<MapperEntry>> maps() {
    Arbitrary<MapperEntry> entries =
        Combinators.combine(
                uuids(),
                Arbitraries.integers().between(0, U16),
                Arbitraries.integers().between(0, U16),
                Arbitraries.strings().alpha().ofMaxLength(60))
            .as(
                (id, version, port, annotation) ->
                    MapperEntry.of(id.toString(), version, port).annotated(annotation).udp(port));
    return entries.list().ofMaxSize(80);
  }

  @Provide
  Arbitrary<Inquiry.Map> mappings() {
    return Combinators.combine(
            uuids(),
            Arbitraries.integers().between(0, U16),
            Arbitraries.integers().between(0, U16),
            Arbitraries.of(TowerWriter.sequences()))
        .as((id, major, minor, way) -> (Inquiry.Map) Inquiry.map(id, major, minor, way));
  }

  @Property
  void writtenTower_isReadAsItsSequence(@ForAll("mappings") Inquiry.Map inquiry) {
    MappedEndpoint read =
        new EntryReader("asked.example")
            .read(
                new MapperReply.Entry(
                    inquiry.interfaceId(), new byte[0], TowerWriter.forMap(inquiry)));

    assertThat(read.interfaceId()).isEqualTo(inquiry.interfaceId());
    assertThat(read.majorVersion()).isEqualTo(inquiry.majorVersion());
    assertThat(read.minorVersion()).isEqualTo(inquiry.minorVersion());
    assertThat(read.protocolSequence()).contains(inquiry.protocolSequence());
    assertThat(read.tower().rest()).isEmpty();
  }

  @Property
  void writtenDatagram_isReadUnchanged(
      @ForAll("uuids") UUID activity,
      @ForAll @IntRange(max = U16) int operation,
      @ForAll int sequence,
      @ForAll int boot,
      @ForAll @Size(max = 200) byte[] stub)
      throws RpcFormatException {
    RpcCall call = new RpcCall(operation, true, stub);
    byte[] written =
        new DatagramWriter(activity, RpcInterface.ENDPOINT_MAPPER).request(call, sequence, boot);

    DatagramPdu read = DatagramPdu.read(ByteBuffer.wrap(written));

    assertThat(read.type()).isEqualTo(DatagramPdu.REQUEST);
    assertThat(read.interfaceId()).isEqualTo(RpcInterface.ENDPOINT_MAPPER.id());
    assertThat(read.activity()).isEqualTo(activity);
    assertThat(read.operation()).isEqualTo(operation);
    assertThat(read.sequence()).isEqualTo(sequence & 0xffff_ffffL);
    assertThat(read.serverBoot()).isEqualTo(boot & 0xffff_ffffL);
    assertThat(read.has(DatagramPdu.IDEMPOTENT)).isTrue();
    assertThat(read.body()).isEqualTo(stub);
  }

  @Property(tries = 200)
  void mapInDatagrams_isServedMap(
      @ForAll("maps") List<MapperEntry> entries,
      @ForAll @IntRange(min = 1, max = 40) int page,
      @ForAll @IntRange(min = 88, max = 1_500) int fragment,
      @ForAll boolean bigEndian,
      @ForAll @IntRange(max = 2) int working,
      @ForAll boolean callingBack) {
    EndpointMapperPeer.Builder map =
        EndpointMapperPeer.builder()
            .entries(entries)
            .pageSize(page)
            .fragmentSize(fragment)
            .byteOrder(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    UdpEndpointMapperPeer.Builder server = UdpEndpointMapperPeer.builder(map).workingFirst(working);
    InMemoryDatagramEndpointMapper mapper =
        InMemoryDatagramEndpointMapper.of(callingBack ? server.callingBack() : server);

    EndpointMap found = DatagramConversation.with(mapper).map();

    assertThat(found).isEqualTo(ConnectionConversation.with(map).map());
    assertThat(found.endpoints()).hasSameSizeAs(entries);
  }
}

package io.portprobe.protocols.internal.msrpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.protocols.internal.msrpc.tower.DefaultTowerFloor;
import io.portprobe.protocols.msrpc.MappedEndpoint;
import io.portprobe.protocols.msrpc.TowerFloor;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryReaderTest {
  private static final UUID NIL = new UUID(0, 0);
  private static final String SAMR = "1300 0d 785734123412cdabef000123456789ac 0100 0200 0000";
  private static final String NDR = "1300 0d 045d888aeb1cc9119fe808002b104860 0200 0200 0000";

  /** Floors as {@code protocol=rhs}; a quoted right-hand side is text with a NUL at its end. */
  private static String floors(String shorthand) {
    StringBuilder all = new StringBuilder();
    for (String floor : shorthand.trim().split("\\s+", -1)) {
      String[] sides = floor.split("=", 2);
      byte[] rhs =
          sides[1].startsWith("'")
              ? (sides[1].replace("'", "") + "\0").getBytes(StandardCharsets.ISO_8859_1)
              : Hex.octets(sides[1]);
      all.append("0100").append(sides[0]);
      all.append(HexFormat.of().formatHex(new byte[] {(byte) rhs.length, 0})).append(Hex.text(rhs));
    }
    return all.toString();
  }

  private static byte[] tower(String below) {
    int count = 2 + below.trim().split("\\s+", -1).length;
    return Hex.octets(HexFormat.of().toHexDigits((byte) count) + "00" + SAMR + NDR + floors(below));
  }

  private static MappedEndpoint read(byte[] tower) {
    return read("asked.example", NIL, "", tower);
  }

  private static MappedEndpoint read(String asked, UUID object, String annotation, byte[] tower) {
    byte[] text = annotation.getBytes(StandardCharsets.UTF_8);
    return new EntryReader(asked).read(new MapperReply.Entry(object, text, tower));
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        // Internet
        "0b=0000 07=c200 09=c6124d15              | ncacn_ip_tcp:198.18.77.21[49664]",
        "0b=0000 07=0087 09=00000000              | ncacn_ip_tcp:asked.example[135]",
        "0b=0000 07=ffff                          | ncacn_ip_tcp:asked.example[65535]",
        "0b=0000 07=c200 09=20010db8000000770000000000000020"
            + " | ncacn_ip_tcp:2001:db8:0:77::20[49664]",
        "0b=0000 07=c200 09=00000000000000000000000000000000 | ncacn_ip_tcp:asked.example[49664]",
        "0b=0000 07=c2 09=7f000001                | ncacn_ip_tcp:127.0.0.1[194]",
        "0b=0000 07=c20000 09=7f000001            | ncacn_ip_tcp:127.0.0.1[0xc20000]",
        "0b=0000 1f=0251 09=00000000              | ncacn_http:asked.example[593]",
        "0a=0000 08=0402 09=c0000214              | ncadg_ip_udp:192.0.2.20[1026]",
        // named pipes
        "0b=0000 0f='\\PIPE\\lsass' 11='\\\\SERVER' | ncacn_np:\\\\SERVER[\\PIPE\\lsass]",
        "0b=0000 0f='\\pipe\\lsass' 11=00         | ncacn_np:asked.example[\\pipe\\lsass]",
        "0b=0000 0f='\\pipe\\lsass'               | ncacn_np:asked.example[\\pipe\\lsass]",
        "0b=0000 10='\\PIPE\\samr' 11='HOST'      | ncacn_np:HOST[\\PIPE\\samr]",
        // local
        "0c=0000 10='LRPC00000118.00000001'       | ncalrpc:[LRPC00000118.00000001]",
        "0b=0000 20='/run/epmapper'               | ncacn_unix_stream:[/run/epmapper]",
        "0a=0000 20='/run/epmapper'               | ncadg_unix_dgram:[/run/epmapper]",
        // NetBIOS: MS-RPCE 2.1.1.4 to 2.1.1.6
        "0b=0000 12=64 11='SERVER'                | ncacn_nb_nb:SERVER[100]",
        "0b=0000 12=64 13='SERVER'                | ncacn_nb_nb:SERVER[100]",
        "0b=0000 12=87                            | ncacn_nb_nb:asked.example[135]",
        "0b=0000 12=64 09=c0000214                | ncacn_nb_tcp:192.0.2.20[100]",
        "0b=0000 12=64 09='SERVER'                | ncacn_nb_tcp:SERVER[100]",
        "0b=0000 12=64 14='SERVER'                | ncacn_nb_ipx:SERVER[100]",
        "0b=0000 12=64 0e=0000000108002b30612c" + " | ncacn_nb_ipx:~0000000108002B30612C[100]",
        // NetWare, in the layouts of Windows and of C706
        "0b=0000 0c=85e8 0d=0000000108002b30612c  | ncacn_spx:~0000000108002B30612C[34280]",
        "0b=0000 13=85e8 14=0000000108002b30612c  | ncacn_spx:~0000000108002B30612C[34280]",
        "0b=0000 13=85e8 0d='NWSERVER'            | ncacn_spx:NWSERVER[34280]",
        "0a=0000 0e=85e8 0d=0000000108002b30612c  | ncadg_ipx:~0000000108002B30612C[34280]",
        "0a=0000 14=85e8                          | ncadg_ipx:asked.example[34280]",
        // AppleTalk, VINES, DECnet
        "0b=0000 16='my_endpoint' 18='mac@zone'   | ncacn_at_dsp:mac@zone[my_endpoint]",
        "0b=0000 18='mac@zone' 16='my_endpoint'   | ncacn_at_dsp:mac@zone[my_endpoint]",
        "0a=0000 17='ddp' 18='mac@zone'           | ncadg_at_ddp:mac@zone[ddp]",
        "0b=0000 1a=01f4 1c='pc@group@org'        | ncacn_vns_spp:pc@group@org[500]",
        "0b=0000 1b=01f4 1c='pc@group@org'        | ncacn_vns_ipc:pc@group@org[500]",
        "0b=0000 04='#69' 06=49000aaa000400       | ncacn_dnet_nsp:0x49000aaa000400[#69]",
        "0b=0000 03='#69' 04= 06=49000aaa000400   | ncacn_dnet_nsp:0x49000aaa000400[#69]",
        "0b=0000 02=0145 04= 06=49000aaa000400    | ncacn_dnet_nsp:0x49000aaa000400[0x0145]",
        "0b=0000 03='#69' 05= 06=49000aaa000400   | ncacn_osi_dna:0x49000aaa000400[#69]",
        // unknown
        "0b=0000 2a=c0ffee 09=c0000214"
            + " | \"unknown[RPC connection-oriented, 0x2a c0ffee, IP 192.0.2.20]\"",
        "0a=0000 07=0087 09=c0000214"
            + " | \"unknown[RPC connectionless, TCP 135, IP 192.0.2.20]\"",
        "0d=0000 07=0087                          | \"unknown[0x0d 0000, TCP 135]\"",
        "0b=0000                                  | unknown[RPC connection-oriented]",
      })
  void read_everyTowerLayout_hasStringBinding(String below, String binding) {
    assertThat(read(tower(below)).stringBinding()).isEqualTo(binding);
  }

  @Test
  void read_takesInterfaceObjectAndAnnotation() {
    UUID object = UUID.fromString("5bc1ed07-f5f5-485f-9dfd-6fd0acf9a23c");
    MappedEndpoint entry =
        read("dc01", object, "SAM access\0junk", tower("0b=0000 07=c200 09=00000000"));

    assertThat(entry.interfaceId())
        .isEqualTo(UUID.fromString("12345778-1234-abcd-ef00-0123456789ac"));
    assertThat(entry.version()).isEqualTo("1.0");
    assertThat(entry.interfaceName()).contains("samr");
    assertThat(entry.objectId()).contains(object);
    assertThat(entry.annotation()).isEqualTo("SAM access");
    assertThat(entry.protocolSequence()).contains("ncacn_ip_tcp");
    assertThat(entry.host()).isEqualTo("dc01");
    assertThat(entry.endpoint()).isEqualTo("49664");
    assertThat(entry.port()).hasValue(49664);
    assertThat(entry.tower().floors()).hasSize(5);
  }

  @Test
  void read_minorVersion_isOnRightHandSide() {
    byte[] tower =
        Hex.octets(
            "0400 1300 0d 000102030405060708090a0b0c0d0e0f 0a00 0200 5100"
                + NDR
                + floors("0c=0000 10='x'"));

    assertThat(read(tower).version()).isEqualTo("10.81");
    assertThat(read(tower).interfaceId())
        .isEqualTo(UUID.fromString("03020100-0504-0706-0809-0a0b0c0d0e0f"));
    assertThat(read(tower).interfaceName()).isEmpty();
  }

  @Test
  void read_probedByIpv6Literal_keepsLiteral() {
    byte[] tower = tower("0b=0000 07=c200 09=00000000");

    assertThat(read("2001:db8:77::20", NIL, "", tower).stringBinding())
        .isEqualTo("ncacn_ip_tcp:2001:db8:77::20[49664]");
  }

  @Test
  void read_nilObject_isEmpty() {
    assertThat(read(tower("0c=0000 10='x'")).objectId()).isEmpty();
  }

  @Test
  void read_noTower_isEntry() {
    MappedEndpoint entry = read("asked.example", NIL, "orphan", new byte[0]);

    assertThat(entry.interfaceId()).isEqualTo(NIL);
    assertThat(entry.annotation()).isEqualTo("orphan");
    assertThat(entry.protocolSequence()).isEmpty();
    assertThat(entry.stringBinding()).isEqualTo("unknown[]");
  }

  @Test
  void read_malformedTower_keepsOctets() {
    byte[] tower = Hex.octets("0500" + SAMR + NDR + "0100 0b ffff 00");

    assertThat(read(tower).interfaceName()).contains("samr");
    assertThat(read(tower).stringBinding()).isEqualTo("unknown[rest 0x01000bffff00]");
    assertThat(read(Hex.octets("beef")).stringBinding()).isEqualTo("unknown[]");
    assertThat(read(Hex.octets("be")).stringBinding()).isEqualTo("unknown[rest 0xbe]");
    assertThat(read(Hex.octets("0200 0100 2b 0000 ff")).stringBinding())
        .isEqualTo("unknown[0x2b, rest 0xff]");
  }

  @Test
  void read_hostileText_isEscaped() {
    byte[] tower = tower("0b=0000 0f='\\pipe\\\u001b[2Jevil' 11='\\\\A\u0007'");
    MappedEndpoint entry = read("asked.example", NIL, "two\r\nlines\u001b[31m \u202e\0", tower);

    assertThat(entry.annotation()).isEqualTo("two\\r\\nlines\\u001b[31m \\u202e");
    assertThat(entry.stringBinding())
        .isEqualTo("ncacn_np:0x5c5c410700[0x5c706970655c1b5b324a6576696c00]");
  }

  @Test
  void read_longText_isCutInBindingAndKeptInTower() {
    MappedEndpoint entry = read(tower("0b=0000 0f='" + "p".repeat(250) + "'"));
    MappedEndpoint unknown = read(Hex.octets("0000" + "ee".repeat(1000)));

    assertThat(entry.endpoint()).isEqualTo("p".repeat(250));
    assertThat(unknown.endpoint()).hasSize(259).startsWith("rest 0xeeee").endsWith("ee...");
    assertThat(unknown.tower().rest()).hasSize(2000);
  }

  @Test
  void read_portlessEndpoints_haveNoPort() {
    assertThat(read(tower("0b=0000 07=0000")).port()).isEmpty();
    assertThat(read(tower("0b=0000 0f='80'")).port()).isEmpty();
    assertThat(read(tower("0b=0000 07=")).port()).isEmpty();
    assertThat(read(tower("0b=0000 07=01020304")).port()).isEmpty();
    assertThat(read(tower("0b=0000 1f=0251")).port()).hasValue(593);
    assertThat(read(tower("0a=0000 08=0402")).port()).hasValue(1026);
  }

  @Test
  void floorToString_isReadable() {
    List<TowerFloor> floors =
        read(tower("0b=0000 0f='\\pipe\\x' 11='' 20='' 99=")).tower().floors();

    assertThat(floors.subList(2, floors.size()))
        .extracting(TowerFloor::toString)
        .containsExactly(
            "RPC connection-oriented", "named pipe \\pipe\\x", "NetBIOS", "Unix socket", "0x99");
    assertThat(new DefaultTowerFloor(0x07, "01", "0087")).hasToString("0x0701 0087");
    assertThat(Optional.of(new DefaultTowerFloor(0x1a, "", "01f4")))
        .hasToString("Optional[VINES SPP 500]");
  }
}

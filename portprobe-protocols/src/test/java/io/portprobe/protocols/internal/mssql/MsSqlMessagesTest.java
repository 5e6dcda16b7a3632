package io.portprobe.protocols.internal.mssql;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.protocols.internal.recording.Recording;
import io.portprobe.protocols.mssql.SqlServer;
import io.portprobe.protocols.mssql.SqlServer.Encryption;
import io.portprobe.protocols.mssql.SqlServerInstances;
import io.portprobe.protocols.mssql.SqlServerInstances.Instance;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MsSqlMessagesTest {
  private static final int ROOM = 1 << 20;

  private static SqlServerInstances instances(String text, int room) {
    return InstanceList.read(ByteBuffer.wrap(SqlServerBytes.browser(text)), room).orElseThrow();
  }

  @Test
  void instances_areListedAsPortQryPrintsThem() {
    SqlServerInstances list = instances(SqlServerBytes.TWO_INSTANCES, ROOM);

    assertThat(list.lines())
        .containsExactly(
            "ServerName ILSUNG1",
            "InstanceName YUKONSTD",
            "IsClustered No",
            "Version 9.00.1399.06",
            "tcp 57137",
            "np \\\\ILSUNG1\\pipe\\MSSQL$YUKONSTD\\sql\\query",
            "ServerName ILSUNG1",
            "InstanceName MSSQLSERVER",
            "IsClustered No",
            "Version 9.00.1399.06",
            "tcp 1433");
    assertThat(list.instances())
        .extracting(instance -> instance.tcpPort().orElseThrow())
        .containsExactly(57137, 1433);
    assertThat(list.instances())
        .extracting(Instance::toString)
        .containsExactly("YUKONSTD", "MSSQLSERVER");
    assertThat(list.facts()).hasToString("mssql-browser, Microsoft SQL Server, 9.00.1399.06");
  }

  @ParameterizedTest
  @CsvSource({"0", "65536", "99999", "''", "x", "123456"})
  void tcpPort_outOfRange_isNone(String port) {
    assertThat(instances("ServerName;A;tcp;" + port + ";;", ROOM).instances().get(0).tcpPort())
        .isEmpty();
  }

  @Test
  void lastInstanceWithoutAnEnd_isKept_withANote() {
    SqlServerInstances list = instances("ServerName;A;InstanceName", ROOM);

    assertThat(list.instances()).hasSize(1);
    assertThat(list.notes()).containsExactly("the last instance has no end");
  }

  @Test
  void longList_isCut() {
    SqlServerInstances list = instances("ServerName;A;;".repeat(4_000), ROOM);

    assertThat(list.instances()).hasSize(500);
    assertThat(list.notes())
        .containsExactly("a part of the response was left out, because it is too long");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "05", "050000", "0501004141", "05030053657276", "03", "040b00536572766572"})
  void otherDatagrams_areNoList(String hex) {
    assertThat(InstanceList.read(ByteBuffer.wrap(HexFormat.of().parseHex(hex)), ROOM)).isEmpty();
  }

  @Test
  void request_hasTheOptionsOfMsTds() {
    assertThat(HexFormat.of().formatHex(PreLogin.framing().frame(PreLogin.request(0x01020304, ""))))
        .isEqualTo(
            "1201002f00000000"
                + "00001a0006"
                + "0100200001"
                + "0200210001"
                + "0300220004"
                + "0400260001"
                + "ff"
                + "000000000000"
                + "00"
                + "00"
                + "01020304"
                + "00");
  }

  private static SqlServer server(byte[] packet) {
    return PreLogin.readPacket(ByteBuffer.wrap(packet)).orElseThrow();
  }

  @Test
  void response_hasVersionAndEncryption() {
    SqlServer server = server(SqlServerBytes.preLogin());

    assertThat(server.version()).isEqualTo("16.0.1000.6");
    assertThat(server.release()).contains("SQL Server 2022");
    assertThat(server.encryption()).contains(Encryption.REQUIRED);
    assertThat(server.facts()).hasToString("mssql, Microsoft SQL Server, 16.0.1000.6");
  }

  /** The response of tdspool 1.3.17 of FreeTDS, which Wireshark decodes to the same values. */
  @Test
  void responseOfTdspool_hasVersionAndNoEncryption() {
    SqlServer server = server(Recording.read(MsSqlFuzzTest.class, "preLogin", "tdspool"));

    assertThat(server.version()).isEqualTo("10.0.1600.0");
    assertThat(server.release()).contains("SQL Server 2008");
    assertThat(server.encryption()).contains(Encryption.NOT_SUPPORTED);
  }

  @Test
  void instance_isComparedIfItWasSent() {
    ByteBuffer message =
        ByteBuffer.wrap(SqlServerBytes.preLogin()).position(PreLogin.HEADER).slice();

    assertThat(PreLogin.read(message, true).orElseThrow().instanceMatches()).contains(true);
    assertThat(PreLogin.read(message, false).orElseThrow().instanceMatches()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "04010009000001 00ff",
        "0401000a00000100 00ff",
        "0401000d00000100 0000ff0006",
        "0401000e00000100 0000060006ff",
        "1201002f00000000",
        "04",
        "",
      })
  void malformedPacket_isNoResponse(String hex) {
    byte[] packet = HexFormat.of().parseHex(hex.replace(" ", ""));

    assertThat(PreLogin.readPacket(ByteBuffer.wrap(packet))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"10, 50, SQL Server 2008 R2", "10, 0, SQL Server 2008", "99, 0, "})
  void release_isNamedByItsVersion(int major, int minor, String name) {
    assertThat(Releases.name(major, minor).orElse(null)).isEqualTo(name);
  }
}

package io.portprobe.protocols.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.protocols.internal.recording.Recording;
import io.portprobe.protocols.sql.MySql;
import io.portprobe.protocols.sql.MySqlResult;
import io.portprobe.protocols.sql.TlsUse;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsFailure;
import io.portprobe.spi.TlsInfo;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MySqlTest {
  /** Id, salt, capabilities without SSL and PLUGIN_AUTH, and the other fixed fields. */
  private static final String REST = "08000000 0102030405060708 00 fff7 ff 0200 f781 00";

  private static Dialogue open(boolean tls) {
    return new MySqlProtocol()
        .open(TestDialogueContext.of(Transport.TCP, 3306).with(MySql.TLS, tls));
  }

  private static byte[] recorded(String name) {
    return Recording.read(SqlFuzzTest.class, "mySql", name);
  }

  private static byte[] greeting(String version, String rest) {
    byte[] text = (version + "\0").getBytes(StandardCharsets.US_ASCII);
    byte[] fixed = HexFormat.of().parseHex(rest.replace(" ", ""));
    int length = 1 + text.length + fixed.length + 10;
    return Recording.concat(
        new byte[] {(byte) length, (byte) (length >> 8), 0, 0, 10}, text, fixed, new byte[10]);
  }

  @Test
  void greeting_ofMariaDb() {
    Recording recording = Recording.start(open(false)).receive(recorded("mariadb-10.11.19"));
    MySqlResult result = recording.finding(MySqlResult.class);

    assertThat(recording.sent()).isEmpty();
    assertThat(result.serverVersion()).contains("5.5.5-10.11.19-MariaDB-0+deb12u1");
    assertThat(result.product()).contains("MariaDB");
    assertThat(result.version()).contains("10.11.19");
    assertThat(result.connectionId()).hasValue(3);
    assertThat(result.collation()).hasValue(8);
    assertThat(result.status()).hasValue(2);
    assertThat(result.authenticationPlugin()).contains("mysql_native_password");
    assertThat(result.capabilityNames())
        .contains("SSL", "PLUGIN_AUTH", "MARIADB_STMT_BULK_OPERATIONS")
        .doesNotContain("LONG_PASSWORD");
    assertThat(result.tls()).isEqualTo(TlsUse.NOT_REQUESTED);
    assertThat(result.facts().operatingSystem()).contains("Debian");
  }

  @ParameterizedTest
  @CsvSource({
    "8.0.36, MySQL, 8.0.36, ",
    "8.0.36-0ubuntu0.22.04.1, MySQL, 8.0.36, Ubuntu",
    "8.0.11-TiDB-v7.5.0, TiDB, 7.5.0, ",
    "11.4.2-MariaDB-ubu2404, MariaDB, 11.4.2, ",
    "10.6.12-MariaDB-debug, MariaDB, 10.6.12, ",
    "5.7.44-log, MySQL, 5.7.44, "
  })
  void version_isThatOfTheProduct(String sent, String product, String version, String system) {
    MySqlResult result =
        Recording.start(open(false)).receive(greeting(sent, REST)).finding(MySqlResult.class);

    assertThat(result.product()).contains(product);
    assertThat(result.version()).contains(version);
    assertThat(result.facts().operatingSystem().orElse(null)).isEqualTo(system);
    assertThat(result.authenticationPlugin()).isEmpty();
  }

  @Test
  void hostThatIsNotAllowed_isAFinding() {
    MySqlResult result =
        Recording.start(open(true))
            .receive(recorded("mariadb-10.11.19-denied"))
            .finding(MySqlResult.class);

    assertThat(result.errorCode()).hasValue(1130);
    assertThat(result.errorMessage())
        .contains("Host '127.0.0.9' is not allowed to connect to this MariaDB server");
    assertThat(result.product()).contains("MariaDB");
    assertThat(result.serverVersion()).isEmpty();
  }

  @Test
  void tls_isStartedWithTheOption() {
    Recording recording = Recording.start(open(true)).receive(recorded("mariadb-10.11.19"));

    assertThat(recording.sent().get(0))
        .isEqualTo(
            HexFormat.of().parseHex("20000001" + "018a0800" + "00000001" + "21" + "00".repeat(23)));
    assertThat(recording.finding(MySqlResult.class).tls()).isEqualTo(TlsUse.COMPLETED);
  }

  @Test
  void tls_withoutTheCapability_isUnavailable() {
    MySqlResult result =
        Recording.start(open(true)).receive(greeting("8.0.36", REST)).finding(MySqlResult.class);
    assertThat(result.tls()).isEqualTo(TlsUse.UNAVAILABLE);
  }

  @Test
  void tls_thatFails_isReportedWithTheGreeting() {
    Dialogue dialogue = open(true);
    assertThat(dialogue.start()).isEqualTo(Step.await());
    assertThat(dialogue.received(ByteBuffer.wrap(recorded("mariadb-10.11.19"))))
        .isInstanceOf(Step.Send.class);
    Step last =
        dialogue.tlsFailed(
            TlsFailure.of("protocol_version", TlsInfo.builder().build(), ByteBuffer.allocate(0)));

    MySqlResult result = (MySqlResult) ((Step.Finish) last).finding();
    assertThat(result.tls()).isEqualTo(TlsUse.FAILED);
    assertThat(result.tlsFailure()).contains("protocol_version");
    assertThat(result.version()).contains("10.11.19");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000", // no payload
        "ffff0f00", // too long
        "01000001", // another sequence number
        "01000000 0b", // another protocol version
        "03000000 ff6a04", // an error without a message
        "04000000 ff0100 41", // an error with an unknown code
        "08000000 0a 382e302e333600", // nothing after the version
        "04000000 0a 07 00 00", // a version that is not text
      })
  void otherPackets_areMismatches(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    assertThat(Recording.start(open(false)).receive(bytes).last())
        .isInstanceOf(Step.Mismatch.class);
  }

  @Test
  void recognise_greetingAndError() {
    assertThat(recognise("mariadb-10.11.19").product()).contains("MariaDB");
    assertThat(recognise("mariadb-10.11.19-http").version()).contains("10.11.19");
    assertThat(recognise("mariadb-10.11.19-denied").product()).contains("MariaDB");
  }

  private static ServiceFacts recognise(String name) {
    return new MySqlProtocol().recognise(ByteBuffer.wrap(recorded(name))).orElseThrow();
  }
}

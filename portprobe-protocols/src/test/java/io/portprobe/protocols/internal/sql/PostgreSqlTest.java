package io.portprobe.protocols.internal.sql;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.protocols.internal.recording.Recording;
import io.portprobe.protocols.sql.PostgreSqlResult;
import io.portprobe.protocols.sql.TlsUse;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsFailure;
import io.portprobe.spi.TlsInfo;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgreSqlTest {
  private static Dialogue open() {
    return new PostgreSqlProtocol().open(TestDialogueContext.of(Transport.TCP, 5432));
  }

  private static byte[] recorded(String name) {
    return Recording.read(SqlFuzzTest.class, "postgreSql", name);
  }

  private static PostgreSqlResult result(String name) {
    return Recording.start(open()).receive(recorded(name)).finding(PostgreSqlResult.class);
  }

  @Test
  void requests_areSslRequestAndStartupOfAnUnknownUser() {
    Recording recording = Recording.start(open()).receive(recorded("postgresql-15.18-scram"));

    assertThat(recording.sent().get(0)).isEqualTo(HexFormat.of().parseHex("0000000804d2162f"));
    byte[] startup = recording.sent().get(1);
    assertThat(ByteBuffer.wrap(startup).getInt()).isEqualTo(startup.length);
    assertThat(ByteBuffer.wrap(startup).getInt(4)).isEqualTo(3 << 16);
    assertThat(new String(startup, 8, startup.length - 8, US_ASCII).split("\0"))
        .satisfies(words -> assertThat(words[1]).matches("portprobe_[0-9a-f]{8}"))
        .endsWith(
            "database", "postgres", "application_name", "portprobe", "client_encoding", "UTF8");
    assertThat(recording.sent()).hasSize(2);
  }

  @Test
  void passwordAuthentication_isReportedWithMechanisms() {
    PostgreSqlResult result = result("postgresql-15.18-scram");

    assertThat(result.tls()).isEqualTo(TlsUse.UNAVAILABLE);
    assertThat(result.authentication()).contains("sasl");
    assertThat(result.saslMechanisms()).containsExactly("SCRAM-SHA-256");
    assertThat(result.error()).isEmpty();
    assertThat(result.serverVersion()).isEmpty();
    assertThat(result.lines())
        .containsExactly("TLS: unavailable", "authentication: sasl SCRAM-SHA-256");
    assertThat(result("h2-2.3.232").authentication()).contains("password");
  }

  @Test
  void errorOfHostBasedAuthentication_hasItsFields() {
    PostgreSqlResult result = result("postgresql-15.18-no-hba");

    assertThat(result.sqlState()).contains("28000");
    assertThat(result.errorMessage().orElseThrow())
        .startsWith("no pg_hba.conf entry for host \"127.0.0.4\"");
    assertThat(result.error())
        .containsEntry("V", "FATAL")
        .containsEntry("F", "auth.c")
        .containsEntry("R", "ClientAuthentication");
    assertThat(result.authentication()).isEmpty();
  }

  @Test
  void trustedHost_refusesTheUnknownUser() {
    PostgreSqlResult result = result("postgresql-15.18-no-role");

    assertThat(result.authentication()).contains("none");
    assertThat(result.errorMessage()).contains("role \"pp_1\" does not exist");
  }

  @Test
  void serverThatAcceptsTheUser_hasVersion_andReceivesTerminate() {
    Recording recording = Recording.start(open()).receive(recorded("postgresql-15.18-trust"));
    PostgreSqlResult result = recording.finding(PostgreSqlResult.class);

    assertThat(result.serverVersion()).contains("15.18 (Debian 15.18-0+deb12u1)");
    assertThat(result.parameters()).containsEntry("server_encoding", "UTF8");
    assertThat(result.facts().product()).contains("PostgreSQL");
    assertThat(recording.sent().get(2)).isEqualTo(new byte[] {'X', 0, 0, 0, 4});
  }

  @Test
  void tls_isStartedIfTheServerAccepts() {
    Recording recording = Recording.start(open()).receive(recorded("postgresql-15.18-tls"), 1);

    assertThat(recording.finding(PostgreSqlResult.class).tls()).isEqualTo(TlsUse.COMPLETED);
    assertThat(open().tlsSettings().alpn()).containsExactly("postgresql");
  }

  @Test
  void failedTls_isReported_andTheStartupIsSentWithoutTls() {
    Dialogue dialogue = open();
    assertThat(dialogue.start()).isInstanceOf(Step.Send.class);
    assertThat(dialogue.received(ByteBuffer.wrap(new byte[] {'S'}))).isEqualTo(Step.startTls());
    TlsFailure failure =
        TlsFailure.of(
            "handshake_failure", TlsInfo.builder().complete(false).build(), ByteBuffer.allocate(0));
    assertThat(dialogue.tlsFailed(failure)).isEqualTo(Step.reconnect());
    assertThat(dialogue.connected()).isInstanceOf(Step.Send.class);
    byte[] scram = recorded("postgresql-15.18-scram");
    Step last = dialogue.received(ByteBuffer.wrap(Arrays.copyOfRange(scram, 1, scram.length)));

    PostgreSqlResult result = (PostgreSqlResult) ((Step.Finish) last).finding();
    assertThat(result.tls()).isEqualTo(TlsUse.FAILED);
    assertThat(result.tlsFailure()).contains("handshake_failure");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4e 52 00000008 00000063", // an unknown authentication
        "4e 52 00000004", // no authentication
        "4e 52 0000000a 0000000a 5343", // a mechanism without an end
        "4e 45 00000006 5300", // an error without an end
        "4e 45 0000000a 534100 4d4200 00", // an error without an SQLSTATE
        "4e 53 00000008 61006200", // a parameter before an authentication
        "4e 5a 00000005 49", // ready before an authentication
        "4e 45 00ffffff", // too long
        "4e 51 00000004", // a message of a client
        "53 53", // plaintext before the TLS handshake
      })
  void malformedMessages_areMismatches(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    assertThat(Recording.start(open()).receive(bytes).last()).isInstanceOf(Step.Mismatch.class);
  }

  @Test
  void recognise_errorAndScram() {
    byte[] error = recorded("postgresql-15.18-protocol");
    byte[] scram = recorded("postgresql-15.18-scram");
    var expected = ServiceFacts.of("postgresql");
    assertThat(recognise(error, error.length)).isEqualTo(expected);
    assertThat(recognise(scram, scram.length)).isEqualTo(expected);
    assertThat(recognise(error, error.length - 1)).isEqualTo(ServiceFacts.none());
  }

  private static ServiceFacts recognise(byte[] bytes, int to) {
    return new PostgreSqlProtocol()
        .recognise(ByteBuffer.wrap(Arrays.copyOfRange(bytes, 1, to)))
        .orElse(ServiceFacts.none());
  }
}

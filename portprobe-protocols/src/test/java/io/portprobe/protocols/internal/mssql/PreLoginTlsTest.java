package io.portprobe.protocols.internal.mssql;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.DialogueReport;
import io.portprobe.ProbeClient;
import io.portprobe.Transport;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.TlsIdentity;
import io.portprobe.protocols.mssql.MsSql;
import io.portprobe.protocols.mssql.SqlServer;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Framing;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsFailure;
import io.portprobe.spi.TlsInfo;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PreLoginTlsTest {
  private static Dialogue open(boolean tls) {
    return new MsSqlProtocol()
        .open(TestDialogueContext.of(Transport.TCP, 1433).with(MsSql.TLS, tls));
  }

  private static Step preLogin(Dialogue dialogue, byte[] response) {
    var unused = dialogue.start();
    return dialogue.received(ByteBuffer.wrap(response).asReadOnlyBuffer());
  }

  private static SqlServer finding(Step step) {
    assertThat(step).isInstanceOf(Step.Finish.class);
    return (SqlServer) ((Step.Finish) step).finding();
  }

  @Test
  void certificateInPacketsOfTds_isInTheReport() {
    TlsIdentity identity = TlsIdentity.selfSigned("sql.example");
    try (TcpPeer peer = TdsServer.start(identity);
        ProbeClient client = ProbeClient.builder().timeout(Duration.ofSeconds(30)).build()) {
      DialogueReport dialogue =
          client.tcp("127.0.0.1", peer.port()).as("mssql").report().join().dialogue().orElseThrow();

      assertThat(dialogue.tls())
          .singleElement()
          .satisfies(tls -> assertThat(tls.certificates()).containsExactly(identity.certificate()));
      assertThat(dialogue.finding())
          .get()
          .satisfies(
              server -> {
                assertThat(((SqlServer) server).version()).isEqualTo("16.0.1000.6");
                assertThat(((SqlServer) server).notes()).isEmpty();
              });
    }
  }

  @Test
  void serverWithoutEncryption_getsNoHandshake() {
    byte[] response = SqlServerBytes.preLogin();
    response[response.length - 3] = 2; // not supported
    assertThat(finding(preLogin(open(true), response)).encryption())
        .contains(SqlServer.Encryption.NOT_SUPPORTED);
  }

  @Test
  void withoutTheOption_noHandshakeStarts() {
    assertThat(finding(preLogin(open(false), SqlServerBytes.preLogin())).notes()).isEmpty();
  }

  @Test
  void handshakeThatFailsOrDoesNotEnd_isANote() {
    Dialogue dialogue = open(true);
    assertThat(preLogin(dialogue, SqlServerBytes.preLogin())).isInstanceOf(Step.StartTls.class);
    assertThat(((SqlServer) dialogue.partial().orElseThrow()).notes())
        .containsExactly("the TLS handshake is incomplete");

    TlsFailure failure =
        TlsFailure.of("no common version", TlsInfo.builder().build(), ByteBuffer.allocate(0));
    assertThat(finding(dialogue.tlsFailed(failure)).lines())
        .contains("note: the TLS handshake failed: no common version");
  }

  @Test
  void flightLongerThanAPacket_isDivided() {
    byte[] packets = TlsPackets.INSTANCE.frame(new byte[5_000]);

    assertThat(packets).hasSize(5_016);
    assertThat(HexFormat.of().formatHex(packets, 0, 8)).isEqualTo("1200100000000100");
    assertThat(HexFormat.of().formatHex(packets, 4_096, 4_104)).isEqualTo("1201039800000200");
  }

  @Test
  void packetsOfOtherTypes_areInvalid() {
    assertThat(TlsPackets.INSTANCE.length(ByteBuffer.wrap(new byte[] {0x16, 3, 3})))
        .isEqualTo(Framing.INVALID);
    assertThat(TlsPackets.INSTANCE.length(ByteBuffer.wrap(new byte[] {0x12, 1, 0})))
        .isEqualTo(Framing.INCOMPLETE);
    assertThat(TlsPackets.INSTANCE.length(ByteBuffer.wrap(new byte[] {0x12, 1, 0, 8, 0, 0, 0, 0})))
        .isEqualTo(Framing.INVALID);
    assertThat(TlsPackets.INSTANCE.length(ByteBuffer.wrap(new byte[] {4, 1, 1, 0, 0, 0, 0, 0, 22})))
        .isEqualTo(256);
  }
}

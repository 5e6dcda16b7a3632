package io.portprobe.protocols.internal.smb;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.protocols.ntlm.NtlmTarget;
import io.portprobe.protocols.smb.Smb;
import io.portprobe.protocols.smb.SmbCapability;
import io.portprobe.protocols.smb.SmbResult;
import io.portprobe.protocols.smb.SmbVersions;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SmbDialogueTest {
  private static Dialogue open(SmbVersions versions) {
    return new SmbProtocol()
        .open(TestDialogueContext.of(Transport.TCP, 445).with(Smb.VERSIONS, versions));
  }

  private static SmbResult finding(Step step) {
    assertThat(step).isInstanceOf(Step.Finish.class);
    return (SmbResult) ((Step.Finish) step).finding();
  }

  private static int multiplexId(Step step) {
    return SmbRecordings.multiplexId(((Step.Send) step).bytes());
  }

  @Test
  void smb2_hasDialectSigningTimeAndNames() {
    Dialogue dialogue = open(SmbVersions.AUTO);
    dialogue.start();
    dialogue.received(SmbRecordings.smb2(0));
    SmbResult result = finding(dialogue.received(SmbRecordings.smb2(1)));

    assertThat(result.dialect()).isEqualTo("3.1.1");
    assertThat(result.isSmb1()).isFalse();
    assertThat(result.signingRequired()).isTrue();
    assertThat(result.serverGuid())
        .contains(UUID.fromString("00316364-0000-0000-0000-000000000000"));
    assertThat(result.systemTime()).contains(Instant.parse("2026-11-27T23:24:08.699662Z"));
    assertThat(result.bootTime()).isEmpty();
    assertThat(result.capabilities())
        .containsExactlyInAnyOrder(
            SmbCapability.DFS,
            SmbCapability.LEASING,
            SmbCapability.LARGE_MTU,
            SmbCapability.MULTI_CHANNEL);
    assertThat(result.cipher()).contains("AES-128-GCM");
    assertThat(result.signingAlgorithm()).contains("AES-GMAC");
    assertThat(result.mechanisms()).containsExactly("Kerberos (Microsoft)", "Kerberos", "NTLM");
    NtlmTarget target = result.ntlm().orElseThrow();
    assertThat(target.netBiosComputer()).contains("DC1");
    assertThat(target.netBiosDomain()).contains("PORTPROBE");
    assertThat(target.dnsComputer()).contains("dc1.ad.portprobe.test");
    assertThat(target.dnsDomain()).contains("ad.portprobe.test");
    assertThat(target.osVersion()).contains("6.1.0");
    assertThat(result.facts().operatingSystem()).as("that of Samba is invented").isEmpty();
    assertThat(result.notes()).isEmpty();
  }

  @Test
  void closedConnection_leadsToSmb1() {
    Dialogue dialogue = open(SmbVersions.AUTO);
    dialogue.start();
    assertThat(dialogue.closed()).isEqualTo(Step.reconnect());
    int id = multiplexId(dialogue.connected());
    dialogue.received(SmbRecordings.smb1(0, id));
    SmbResult result = finding(dialogue.received(SmbRecordings.smb1(1, id)));

    assertThat(result.dialect()).isEqualTo("NT LM 0.12");
    assertThat(result.isSmb1()).isTrue();
    assertThat(result.signingEnabled()).isFalse();
    assertThat(result.nativeOs()).contains("Windows 6.1");
    assertThat(result.nativeLanManager()).contains("Samba 4.17.12-Debian");
    assertThat(result.facts().product()).contains("Samba");
    assertThat(result.facts().version()).contains("4.17.12-Debian");
    assertThat(result.ntlm().orElseThrow().netBiosComputer()).contains("FILESRV");
    assertThat(result.notes())
        .containsExactly("the server closed the connection after a request of SMB 2");
  }

  @Test
  void responseOfSmb1_leadsToSmb1() {
    Dialogue dialogue = open(SmbVersions.AUTO);
    dialogue.start();
    assertThat(dialogue.received(SmbRecordings.smb1(0, 1))).isEqualTo(Step.reconnect());
  }

  @Test
  void port139_needsANetBiosSession() {
    Dialogue dialogue = new SmbProtocol().open(TestDialogueContext.of(Transport.TCP, 139));
    assertThat(((Step.Send) dialogue.start()).bytes().get()).isEqualTo((byte) 0x81);
    Step negotiate = dialogue.received(ByteBuffer.wrap(new byte[] {(byte) 0x82, 0, 0, 0}));
    assertThat(((Step.Send) negotiate).bytes().getInt(4)).isEqualTo(Smb2Messages.MAGIC);

    Dialogue refused = new SmbProtocol().open(TestDialogueContext.of(Transport.TCP, 139));
    refused.start();
    assertThat(refused.received(ByteBuffer.wrap(new byte[] {(byte) 0x83, 0, 0, 1, (byte) 0x82})))
        .isEqualTo(Step.refused("the server refused the NetBIOS session: error 0x82"));
  }

  @Test
  void withoutFallBack_aClosedConnectionIsAMismatch() {
    Dialogue dialogue = open(SmbVersions.SMB2);
    dialogue.start();
    assertThat(dialogue.closed()).isInstanceOf(Step.Mismatch.class);
  }

  @Test
  void noDialectOfSmb1_isARefusal() {
    Dialogue dialogue = open(SmbVersions.SMB1);
    int id = multiplexId(dialogue.start());
    ByteBuffer frame = SmbRecordings.smb1(0, id);
    frame.putShort(37, (short) -1);
    assertThat(dialogue.received(frame))
        .isEqualTo(Step.refused("the server accepts no dialect of SMB 1"));
  }

  @Test
  void withoutNtlm_theNegotiationIsTheFinding() {
    Dialogue dialogue =
        new SmbProtocol().open(TestDialogueContext.of(Transport.TCP, 445).with(Smb.NTLM, false));
    dialogue.start();
    assertThat(finding(dialogue.received(SmbRecordings.smb2(0))).ntlm()).isEmpty();
  }

  @Test
  void unansweredSessionSetup_keepsTheNegotiation() {
    Dialogue dialogue = open(SmbVersions.AUTO);
    dialogue.start();
    assertThat(dialogue.partial()).isEmpty();
    dialogue.received(SmbRecordings.smb2(0));
    assertThat(((SmbResult) dialogue.partial().orElseThrow()).notes())
        .containsExactly("incomplete: no response to SESSION_SETUP");
  }

  @Test
  void responses_areRecognised() {
    SmbProtocol smb = new SmbProtocol();
    assertThat(smb.recognise(SmbRecordings.smb2(0)).orElseThrow().service()).contains("smb");
    assertThat(smb.recognise(SmbRecordings.smb1(0, 7)).orElseThrow().service()).contains("smb");
    assertThat(smb.recognise(ByteBuffer.wrap(Smb2Messages.sessionSetup(new byte[0])))).isEmpty();
    assertThat(smb.recognise(StandardCharsets.UTF_8.encode("SSH-2.0-OpenSSH"))).isEmpty();
  }
}

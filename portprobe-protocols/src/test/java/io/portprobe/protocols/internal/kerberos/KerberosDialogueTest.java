package io.portprobe.protocols.internal.kerberos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.protocols.kerberos.EncryptionType;
import io.portprobe.protocols.kerberos.KdcResponse;
import io.portprobe.protocols.kerberos.Kerberos;
import io.portprobe.protocols.kerberos.KpasswdResponse;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KerberosDialogueTest {
  private static TestDialogueContext udp() {
    return TestDialogueContext.of(Transport.UDP, 88).with(Kerberos.PRINCIPAL, "nosuch");
  }

  private static Step exchange(TestDialogueContext context, byte[] reply) {
    Dialogue dialogue = new KerberosProtocol().open(context);
    dialogue.start();
    return dialogue.received(ByteBuffer.wrap(reply).asReadOnlyBuffer());
  }

  private static <T extends Finding> T finding(Class<T> type, Step step) {
    assertThat(step).isInstanceOf(Step.Finish.class);
    return type.cast(((Step.Finish) step).finding());
  }

  private static KdcBytes.AsReq sent(Step step) {
    return KdcBytes.AsReq.decode(KdcBytes.bytes(((Step.Send) step).bytes()));
  }

  @Test
  void unknownPrincipal_hasRealmTimeAndCode() {
    KdcResponse response = finding(KdcResponse.class, exchange(udp(), KdcBytes.SAMBA_UNKNOWN));

    assertThat(response.errorCode()).hasValue(6);
    assertThat(response.errorName()).contains("KDC_ERR_C_PRINCIPAL_UNKNOWN");
    assertThat(response.realm()).isEqualTo("AD.PORTPROBE.TEST");
    assertThat(response.serverTime()).contains(Instant.parse("2026-11-27T22:57:02.790138Z"));
    assertThat(response.clockOffset())
        .contains(
            Duration.between(
                TestDialogueContext.NOW, Instant.parse("2026-11-27T22:57:02.790138Z")));
    assertThat(response.learnedRealm()).isEmpty();
    assertThat(response.issuedTicket()).isFalse();
  }

  @Test
  void existingPrincipal_hasEncryptionTypes_andTheRealmOfItsSalt() {
    KdcResponse response =
        finding(
            KdcResponse.class,
            exchange(udp().with(Kerberos.PRINCIPAL, "Administrator"), KdcBytes.SAMBA_PREAUTH));

    assertThat(response.errorName()).contains("KDC_ERR_PREAUTH_REQUIRED");
    assertThat(response.encryptionTypes()).containsExactly(EncryptionType.of(18));
    assertThat(response.preAuthenticationTypes()).containsExactly(16, 15, 147, 2, 136, 655, 19);
    assertThat(response.realm()).isEqualTo("PORTPROBE");
    assertThat(response.learnedRealm()).contains("AD.PORTPROBE.TEST");
    assertThat(response.facts().product()).contains("Heimdal");
    assertThat(response.lines()).contains("encryption types: aes256-cts-hmac-sha1-96");
  }

  @Test
  void principalWithoutPreAuthentication_hasATicket() {
    KdcResponse response =
        finding(KdcResponse.class, exchange(udp(), KdcBytes.ticket("EXAMPLE.TEST", "NoSuch")));

    assertThat(response.issuedTicket()).isTrue();
    assertThat(response.encryptionTypes()).containsExactly(EncryptionType.of(18));
    assertThat(response.learnedRealm()).contains("EXAMPLE.TEST");
  }

  @Test
  void wrongRealm_isFollowedOnce() {
    Dialogue dialogue = new KerberosProtocol().open(udp().with(Kerberos.REALM, "WRONG"));
    dialogue.start();
    Step again =
        dialogue.received(ByteBuffer.wrap(KdcBytes.error(68, "RIGHT.TEST", "nosuch", "WRONG")));
    assertThat(sent(again)).isEqualTo(new KdcBytes.AsReq("RIGHT.TEST", "nosuch"));

    assertThat(
            dialogue.received(ByteBuffer.wrap(KdcBytes.error(68, "RIGHT.TEST", "nosuch", "WRONG"))))
        .as("the same response again")
        .isInstanceOf(Step.Await.class);
    KdcResponse response =
        finding(
            KdcResponse.class,
            dialogue.received(
                ByteBuffer.wrap(KdcBytes.error(68, "THIRD.TEST", "nosuch", "RIGHT.TEST"))));
    assertThat(response.learnedRealm()).contains("RIGHT.TEST");
    assertThat(response.requestedRealm()).isEqualTo("RIGHT.TEST");
    assertThat(response.notes()).containsExactly("the server named another realm than WRONG");
  }

  @Test
  void wrongRealmWithoutAnother_isTheFinding() {
    KdcResponse response =
        finding(
            KdcResponse.class,
            exchange(udp().with(Kerberos.REALM, "NM"), KdcBytes.error(68, "NM", "", "NM")));
    assertThat(response.errorName()).contains("KDC_ERR_WRONG_REALM");
    assertThat(response.learnedRealm()).isEmpty();
  }

  @Test
  void errorAboutAnotherPrincipal_isIgnoredOverUdp() {
    assertThat(exchange(udp(), KdcBytes.error(6, "EXAMPLE.TEST", "other", "EXAMPLE.TEST")))
        .isEqualTo(Step.await("received a KRB-ERROR about another principal"));
  }

  @ParameterizedTest
  @CsvSource({
    "dc1.ad.example.com, AD.EXAMPLE.COM",
    "dc1.ad.example.com., AD.EXAMPLE.COM",
    "dc1, PORTPROBE.INVALID",
    "192.0.2.1, PORTPROBE.INVALID",
    "2001:db8::1, PORTPROBE.INVALID"
  })
  void realm_isTheDomainOfTheHost(String host, String realm) {
    Dialogue dialogue =
        new KerberosProtocol().open(udp().withHost(host, InetAddress.getLoopbackAddress()));
    assertThat(sent(dialogue.start()).realm()).isEqualTo(realm);
  }

  @Test
  void passwordService_hasItsRealmAndResult() {
    Dialogue dialogue = new KpasswdProtocol().open(TestDialogueContext.of(Transport.UDP, 464));
    dialogue.start();
    KpasswdResponse response =
        finding(KpasswdResponse.class, dialogue.received(ByteBuffer.wrap(KdcBytes.SAMBA_KPASSWD)));

    assertThat(response.realm()).isEqualTo("AD.PORTPROBE.TEST");
    assertThat(response.resultCode()).hasValue(2);
    assertThat(response.errorName()).isEmpty();
    assertThat(response.resultText()).contains("gensec_update failed - NT_STATUS_LOGON_FAILURE");
    assertThat(response.lines().get(0)).isEqualTo("kpasswd: error 2, result 2 HARDERROR");
  }

  @Test
  void passwordService_ignoresErrorsOfTheKdc() {
    Dialogue dialogue = new KpasswdProtocol().open(TestDialogueContext.of(Transport.UDP, 464));
    dialogue.start();
    assertThat(dialogue.received(ByteBuffer.wrap(KdcBytes.SAMBA_UNKNOWN)))
        .isInstanceOf(Step.Await.class);
  }

  @Test
  void errors_areRecognised() {
    KerberosProtocol kerberos = new KerberosProtocol();
    KpasswdProtocol kpasswd = new KpasswdProtocol();
    ByteBuffer unknown = ByteBuffer.wrap(KdcBytes.SAMBA_UNKNOWN);
    ByteBuffer framed =
        ByteBuffer.allocate(4 + unknown.remaining())
            .putInt(unknown.remaining())
            .put(unknown.duplicate())
            .flip();

    assertThat(kerberos.recognise(unknown).orElseThrow().service()).contains("kerberos");
    assertThat(kerberos.recognise(framed).orElseThrow().service()).contains("kerberos");
    assertThat(kpasswd.recognise(ByteBuffer.wrap(KdcBytes.SAMBA_KPASSWD)).orElseThrow().service())
        .contains("kpasswd");
    assertThat(kpasswd.recognise(unknown)).isEmpty();
    for (String other : List.of("~", "SSH-2.0-x", "\0\0\0\1~", "7e00")) {
      ByteBuffer bytes = ByteBuffer.wrap(other.getBytes(UTF_8));
      assertThat(kerberos.recognise(bytes)).isEmpty();
      assertThat(kpasswd.recognise(bytes)).isEmpty();
    }
  }
}

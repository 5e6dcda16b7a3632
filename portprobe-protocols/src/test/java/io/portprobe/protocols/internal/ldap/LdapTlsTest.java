package io.portprobe.protocols.internal.ldap;

import static io.portprobe.protocols.internal.ldap.LdapServerBytes.disconnection;
import static io.portprobe.protocols.internal.ldap.LdapServerBytes.done;
import static io.portprobe.protocols.internal.ldap.LdapServerBytes.entry;
import static io.portprobe.protocols.internal.ldap.LdapServerBytes.sent;
import static io.portprobe.protocols.internal.ldap.LdapServerBytes.startTls;
import static io.portprobe.protocols.internal.ldap.TestConversation.finished;
import static io.portprobe.protocols.internal.ldap.TestConversation.mismatch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.sdk.Attribute;
import io.portprobe.Transport;
import io.portprobe.protocols.internal.tls.DefaultTlsSummary;
import io.portprobe.protocols.ldap.Ldap;
import io.portprobe.protocols.ldap.RootDse;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsInfo;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;

class LdapTlsTest {
  private static final Instant FROM = Instant.parse("2025-01-01T00:00:00Z");

  /** The base 64 of the SHA-256 of the one byte 7. */
  private static final String PIN = "yjWHWPbSfmz0UnKTeXenSP2IOR22ec7afce/HwBe6Hk=";

  private static final Instant UNTIL = Instant.parse("2027-01-01T00:00:00Z");

  @Test
  void tlsFirst_searchesAndReportsTls() throws CertificateParsingException {
    Dialogue dialogue = new LdapProtocol().open(TestDialogueContext.of(Transport.TCP, 636));
    Step question = dialogue.secured(facts(certificate()));
    int id = LdapServerBytes.idOf(question);
    RootDse rootDse =
        finished(
            dialogue.received(
                ByteBuffer.wrap(
                    LdapServerBytes.join(entry(id, new Attribute("a", "1")), done(id)))));

    assertThat(rootDse.startTls()).isEmpty();
    assertThat(rootDse.tls())
        .hasValue(
            new DefaultTlsSummary(
                "TLSv1.3",
                "TLS_AES_256_GCM_SHA384",
                Optional.of("CN=dc1,O=Example"),
                Optional.of("CN=ca"),
                List.of("DNS:dc1.example", "IP:192.0.2.1", "other:0x00ff"),
                Optional.of(FROM),
                Optional.of(UNTIL),
                Optional.of(PIN),
                Optional.of("self\u0007signed")));
    assertThat(rootDse.tls().orElseThrow())
        .hasToString(
            "TLSv1.3, TLS_AES_256_GCM_SHA384, CN=dc1,O=Example, not trusted: self\\u0007signed");
    assertThat(rootDse.lines())
        .containsExactly(
            "a: 1",
            "TLS: TLSv1.3, TLS_AES_256_GCM_SHA384",
            "certificate subject: CN=dc1,O=Example",
            "certificate issuer: CN=ca",
            "certificate names: DNS:dc1.example, IP:192.0.2.1, other:0x00ff",
            "certificate valid from: 2025-01-01T00:00:00Z",
            "certificate valid until: 2027-01-01T00:00:00Z",
            "certificate key pin: " + PIN,
            "trust: not trusted: self\\u0007signed");
  }

  @Test
  void tlsFirst_ignoresStartTls() throws CertificateParsingException {
    Dialogue dialogue =
        new LdapProtocol()
            .open(TestDialogueContext.of(Transport.TCP, 636).with(Ldap.START_TLS, true));

    assertThat(sent(dialogue.secured(facts(certificate()))).getProtocolOpType())
        .isEqualTo(LDAPMessage.PROTOCOL_OP_TYPE_SEARCH_REQUEST);
  }

  @Test
  void tlsFirst_silentServer_givesTlsAsPartial() throws CertificateParsingException {
    Dialogue dialogue = new LdapProtocol().open(TestDialogueContext.of(Transport.TCP, 636));
    dialogue.secured(facts(certificate()));

    Finding partial = dialogue.partial().orElseThrow();

    assertThat(((RootDse) partial).complete()).isFalse();
    assertThat(partial.lines())
        .startsWith("no rootDSE returned so far")
        .contains("certificate issuer: CN=ca");
  }

  @Test
  void tlsSummary_malformedNamesOrNoCertificate_isEmptyThere() throws CertificateParsingException {
    X509Certificate odd = certificate();
    when(odd.getSubjectAlternativeNames()).thenThrow(new CertificateParsingException("odd"));

    assertThat(DefaultTlsSummary.of(facts(odd)).names()).isEmpty();
    assertThat(DefaultTlsSummary.of(TlsInfo.of("TLSv1.2", "x", List.of(), Optional.empty())))
        .isEqualTo(
            new DefaultTlsSummary(
                "TLSv1.2",
                "x",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void startTls_granted_searchesOverTlsWithNewId() throws CertificateParsingException {
    TestConversation conversation = TestConversation.withStartTls(Transport.TCP);

    assertThat(sent(conversation.request()).getExtendedRequestProtocolOp().getOID())
        .isEqualTo("1.3.6.1.4.1.1466.20037");
    assertThat(sent(conversation.request()).getExtendedRequestProtocolOp().getValue()).isNull();
    assertThat(conversation.received(startTls(conversation.id(), 0, "")))
        .isEqualTo(Step.startTls());

    Step search = conversation.dialogue().secured(facts(certificate()));
    int id = LdapServerBytes.idOf(search);
    assertThat(id).isNotEqualTo(conversation.id());
    RootDse rootDse = finished(conversation.received(entry(id, new Attribute("a", "1")), done(id)));

    assertThat(rootDse.complete()).isTrue();
    assertThat(rootDse.tls()).isPresent();
    assertThat(rootDse.startTls()).hasValueSatisfying(r -> assertThat(r.succeeded()).isTrue());
    assertThat(rootDse.lines()).contains("StartTLS: success (0)");
  }

  @Test
  void startTls_refused_searchesInTheClear() {
    TestConversation conversation = TestConversation.withStartTls(Transport.TCP);
    Step search = conversation.received(startTls(conversation.id(), 52, "no certificate"));
    int id = LdapServerBytes.idOf(search);
    RootDse rootDse = finished(conversation.received(entry(id, new Attribute("a", "1")), done(id)));

    assertThat(rootDse.complete()).isTrue();
    assertThat(rootDse.tls()).isEmpty();
    assertThat(rootDse.lines())
        .containsExactly(
            "a: 1",
            "StartTLS: unavailable (52): no certificate",
            "note: the server refused StartTLS: searched in the clear");
  }

  @Test
  void startTls_refusedThenDisconnected_isFinding() {
    TestConversation conversation = TestConversation.withStartTls(Transport.TCP);
    RootDse rootDse =
        finished(
            conversation.received(
                startTls(conversation.id(), 2, "no"), disconnection(52, "and good-bye")));

    assertThat(rootDse.complete()).isFalse();
    assertThat(rootDse.result().orElseThrow().diagnosticMessage()).isEqualTo("and good-bye");
    assertThat(rootDse.startTls().orElseThrow().diagnosticMessage()).isEqualTo("no");
  }

  @Test
  void startTls_refusedThenClosed_isFinding() {
    TestConversation conversation = TestConversation.withStartTls(Transport.TCP);
    conversation.received(startTls(conversation.id(), 2, "no"));

    assertThat(finished(conversation.dialogue().closed()).lines())
        .startsWith("no rootDSE returned so far")
        .contains("StartTLS: protocolError (2): no");
  }

  @Test
  void startTls_bytesAfterResponse_endDialogue() {
    TestConversation conversation = TestConversation.withStartTls(Transport.TCP);
    RootDse rootDse =
        finished(
            conversation.received(startTls(conversation.id(), 0, ""), done(conversation.id() + 1)));

    assertThat(rootDse.complete()).isFalse();
    assertThat(rootDse.notes()).singleElement().asString().contains("possible man in the middle");
  }

  @Test
  void startTls_otherResponse_isMismatch() {
    TestConversation conversation = TestConversation.withStartTls(Transport.TCP);

    assertThat(mismatch(conversation.received(done(conversation.id(), 1, "huh"))))
        .isEqualTo(
            "received the end of a search, operationsError (1): huh (expected: the response to"
                + " StartTLS)");
  }

  private static TlsInfo facts(X509Certificate certificate) {
    return TlsInfo.of(
        "TLSv1.3", "TLS_AES_256_GCM_SHA384", List.of(certificate), Optional.of("self\u0007signed"));
  }

  private static X509Certificate certificate() throws CertificateParsingException {
    X509Certificate certificate = mock(X509Certificate.class);
    when(certificate.getSubjectX500Principal()).thenReturn(new X500Principal("CN=dc1, O=Example"));
    when(certificate.getIssuerX500Principal()).thenReturn(new X500Principal("CN=ca"));
    PublicKey key = mock(PublicKey.class);
    when(key.getEncoded()).thenReturn(new byte[] {7});
    when(certificate.getPublicKey()).thenReturn(key);
    when(certificate.getNotBefore()).thenReturn(Date.from(FROM));
    when(certificate.getNotAfter()).thenReturn(Date.from(UNTIL));
    when(certificate.getSubjectAlternativeNames())
        .thenReturn(
            List.of(
                List.of(2, "dc1.example"),
                List.of(7, "192.0.2.1"),
                List.of(0, new byte[] {0, -1})));
    return certificate;
  }
}

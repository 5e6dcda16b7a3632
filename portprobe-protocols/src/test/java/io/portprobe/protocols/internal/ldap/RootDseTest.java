package io.portprobe.protocols.internal.ldap;

import static io.portprobe.protocols.internal.ldap.LdapServerBytes.captured;
import static io.portprobe.protocols.internal.ldap.TestConversation.finished;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.protocols.ldap.FunctionalLevel;
import io.portprobe.protocols.ldap.LdapAttribute;
import io.portprobe.protocols.ldap.LdapResult;
import io.portprobe.protocols.ldap.NamedOid;
import io.portprobe.protocols.ldap.RootDse;
import io.portprobe.protocols.ldap.SaslMechanism;
import io.portprobe.spi.Finding;
import io.portprobe.text.SafeText;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RootDseTest {
  private static final Instant RECEIVED = Instant.parse("2003-07-10T04:14:28Z");

  @Test
  void accessors_ofSamba() {
    TestConversation conversation = TestConversation.over(Transport.TCP);
    RootDse dc = finished(conversation.received(captured("samba-tcp.bin", conversation.id())));

    assertThat(dc).isInstanceOf(Finding.class);
    assertThat(dc.defaultNamingContext()).hasValue("DC=ad,DC=portprobe,DC=test");
    assertThat(dc.namingContexts())
        .containsExactly(
            "DC=ad,DC=portprobe,DC=test",
            "CN=Configuration,DC=ad,DC=portprobe,DC=test",
            "CN=Schema,CN=Configuration,DC=ad,DC=portprobe,DC=test",
            "DC=DomainDnsZones,DC=ad,DC=portprobe,DC=test",
            "DC=ForestDnsZones,DC=ad,DC=portprobe,DC=test");
    assertThat(dc.supportedLdapVersions()).containsExactly(2, 3);
    assertThat(dc.supportedSaslMechanisms())
        .extracting(SaslMechanism::mechanism)
        .containsExactly("GSS-SPNEGO", "GSSAPI", "NTLM");
    assertThat(dc.dnsHostName()).hasValue("dc1.ad.portprobe.test");
    assertThat(dc.serverName().orElseThrow()).startsWith("CN=DC1,CN=Servers,CN=Testbed-Site,");
    assertThat(dc.vendorName()).hasValue("Samba Team (https://www.samba.org)");
    assertThat(dc.vendorVersion()).isEmpty();
    assertThat(dc.domainFunctionality()).hasValue(new FunctionalLevel(4, "Windows Server 2008 R2"));
    assertThat(dc.forestFunctionality()).isEqualTo(dc.domainFunctionality());
    assertThat(dc.domainControllerFunctionality()).isEqualTo(dc.domainFunctionality());
    assertThat(dc.supportedCapabilities())
        .extracting(NamedOid::toString)
        .contains("1.2.840.113556.1.4.800 (LDAP_CAP_ACTIVE_DIRECTORY_OID, MS-ADTS 3.1.1.3.4.3)");
    assertThat(dc.supportedControls()).allSatisfy(c -> assertThat(c.name()).isPresent());
  }

  @Test
  void accessors_ofOpenLdap_nameAllOids() {
    TestConversation conversation = TestConversation.over(Transport.TCP);
    RootDse slapd =
        finished(conversation.received(captured("openldap-tcp.bin", conversation.id())));

    assertThat(slapd.values("objectClass")).containsExactly("top", "OpenLDAProotDSE");
    assertThat(slapd.supportedControls())
        .hasSize(9)
        .allSatisfy(c -> assertThat(c.name()).isPresent());
    assertThat(slapd.supportedExtensions())
        .hasSize(6)
        .allSatisfy(c -> assertThat(c.name()).isPresent());
    assertThat(slapd.supportedFeatures())
        .hasSize(6)
        .allSatisfy(c -> assertThat(c.name()).isPresent());
    assertThat(slapd.attributeLines())
        .contains("entryDN: ", "structuralObjectClass: OpenLDAProotDSE");
  }

  @Test
  void lines_nameLevelsAndOids() {
    RootDse dse =
        rootDse(
            attribute("domainFunctionality", "7"),
            attribute("domainControllerFunctionality", "10"),
            attribute("supportedCapabilities", "1.2.840.113556.1.4.800", "1.2.3"),
            attribute("supportedControl", "1.2.840.113556.1.4.319"),
            attribute("supportedExtension", "1.3.6.1.4.1.1466.20037"),
            attribute("supportedFeatures", "1.3.6.1.4.1.4203.1.5.1"),
            attribute("supportedSASLMechanisms", "GSSAPI", "EXTERNAL", "X-OWN"));

    assertThat(dse.lines().subList(dse.attributeLines().size(), dse.lines().size()))
        .containsExactly(
            "domain level: 7 (Windows Server 2016)",
            "server level: 10 (Windows Server 2025)",
            "capabilities: LDAP_CAP_ACTIVE_DIRECTORY_OID, 1.2.3",
            "controls: Simple Paged Results",
            "extensions: StartTLS",
            "features: All Operational Attributes",
            "SASL mechanisms: GSSAPI (Kerberos V5),"
                + " EXTERNAL (By means outside, such as a TLS client certificate), X-OWN");
    assertThat(dse.isActiveDirectory()).isTrue();
    assertThat(dse.supportedSaslMechanisms().get(0))
        .isEqualTo(
            new SaslMechanism("GSSAPI", Optional.of("Kerberos V5"), Optional.of("RFC 4752")));
    assertThat(dse.supportedSaslMechanisms().get(2))
        .isEqualTo(new SaslMechanism("X-OWN", Optional.empty(), Optional.empty()));
  }

  @Test
  void lines_haveCurrentTimeAsPortQryAndClockSkew() {
    RootDse dse =
        rootDse(
            attribute("subschemaSubentry", "CN=Aggregate"),
            attribute("currentTime", "20030710041431.0Z"),
            attribute("dsServiceName", "CN=NTDS Settings"));

    assertThat(dse.lines())
        .containsExactly(
            "subschemaSubentry: CN=Aggregate",
            "currentdate: 07/10/2003 04:14:31 (unadjusted GMT)",
            "dsServiceName: CN=NTDS Settings",
            "clock skew: +3 s relative to this host");
    assertThat(dse.currentTime()).hasValue(Instant.parse("2003-07-10T04:14:31Z"));
    assertThat(dse.clockSkew()).hasValue(Duration.ofSeconds(3));
  }

  @ParameterizedTest
  @CsvSource({
    "20030710041428.0Z, none",
    "20030710041427.0Z, -1 s relative to this host",
    "20030710051428.0Z, +3600 s relative to this host",
    "20030710041428.4Z, none"
  })
  void lines_clockSkewDirection(String currentTime, String text) {
    assertThat(rootDse(attribute("currenttime", currentTime)).lines())
        .last()
        .isEqualTo("clock skew: " + text);
  }

  @Test
  void accessors_malformedValue_isEmptyAndAttributeKept() {
    RootDse dse =
        rootDse(
            attribute("currentTime", "noon"),
            attribute("supportedLDAPVersion", "3", "three", "99999999999"),
            attribute("domainFunctionality", "-1"),
            attribute("forestFunctionality", "99"));

    assertThat(dse.currentTime()).isEmpty();
    assertThat(dse.clockSkew()).isEmpty();
    assertThat(dse.supportedLdapVersions()).containsExactly(3);
    assertThat(dse.domainFunctionality()).isEmpty();
    assertThat(dse.forestFunctionality())
        .hasValueSatisfying(l -> assertThat(l).hasToString("99 (unknown)"));
    assertThat(dse.lines())
        .containsExactly(
            "currentTime: noon",
            "supportedLDAPVersion: 3",
            "supportedLDAPVersion: three",
            "supportedLDAPVersion: 99999999999",
            "domainFunctionality: -1",
            "forestFunctionality: 99",
            "forest level: 99 (unknown)");
  }

  @Test
  void lines_escapeServerText() {
    assertThat(rootDse(attribute("a\nb", "c\r\nd\u202e\u2028", "tab\there")).lines())
        .containsExactly("a\\nb: c\\r\\nd\\u202e\\u2028", "a\\nb: tab\\there");
  }

  @Test
  void lines_attributeWithoutValues() {
    assertThat(rootDse(attribute("empty")).lines()).containsExactly("empty:");
  }

  @Test
  void unknownOid_hasNoName() {
    assertThat(rootDse(attribute("supportedExtension", "1.2.3")).supportedExtensions())
        .containsExactly(new NamedOid("1.2.3", Optional.empty(), Optional.empty()))
        .extracting(NamedOid::toString)
        .containsExactly("1.2.3");
    assertThat(rootDse(attribute("supportedCapabilities", "1.2.3")).isActiveDirectory()).isFalse();
  }

  @Test
  void toString_isOneLine() {
    RootDse dse = rootDse(attribute("dnsHostName", "dc1.test\n"), attribute("a", "1", "2"));

    assertThat(dse).hasToString("dc1.test\\n, attributes: 2, success (0)");
    assertThat(dse.attributes().get(1)).hasToString("a: [1, 2]");
  }

  private static LdapAttribute attribute(String name, String... values) {
    return new LdapAttribute(name, Arrays.asList(values));
  }

  private static RootDse rootDse(LdapAttribute... attributes) {
    return new DefaultRootDse(
        Arrays.asList(attributes),
        true,
        Optional.of(new LdapResult(0, "", "", List.of())),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        RECEIVED,
        List.of());
  }

  @Test
  void toString_ofLongHostileValues_isOneShortLine() {
    String hostile = "\u001b[2J\u202e\r\nforged".repeat(10_000);
    LdapAttribute attribute = new LdapAttribute(hostile, List.of(hostile, hostile));
    LdapResult result = new LdapResult(1, hostile, hostile, List.of(hostile));

    assertThat(List.of(attribute.toString(), result.toString()))
        .allSatisfy(
            text ->
                assertThat(text)
                    .hasSizeLessThan(8_000)
                    .matches(line -> line.codePoints().allMatch(SafeText::isPrintableAscii)));
  }
}

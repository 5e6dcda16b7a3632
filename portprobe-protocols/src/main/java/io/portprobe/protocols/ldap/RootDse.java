package io.portprobe.protocols.ldap;

import io.portprobe.protocols.internal.ldap.GeneralizedTime;
import io.portprobe.protocols.internal.ldap.OidNames;
import io.portprobe.protocols.internal.ldap.RefusalReason;
import io.portprobe.protocols.internal.ldap.RootDseFormatter;
import io.portprobe.protocols.internal.ldap.SaslMechanismNames;
import io.portprobe.spi.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a directory server says of itself: its rootDSE (RFC 4512 section 5.1, MS-ADTS 3.1.1.3.2), or
 * why it does not show it.
 *
 * <p>{@link #attributes()} holds everything as it came. The accessors below it read the best-known
 * attributes, whatever the capitals of their names; a value that does not parse is left out there
 * and still stands in {@link #attributes()}.
 *
 * @param attributes every attribute in the order received; empty if the server shows none
 * @param complete whether the server ended its answer itself. If not, {@link #remarks()} says what
 *     came between, or a deadline did
 * @param result what the server said at the end: of the search, or of its hanging up (notice of
 *     disconnection); empty if it did not get that far
 * @param startTls what the server answered to StartTLS; empty if it was not asked, or TLS came
 *     first
 * @param tls what TLS agreed; empty in the clear
 * @param netlogon what the domain controller answered to the netlogon ping (MS-ADTS 6.3.3), a
 *     question of its own behind the rootDSE: see {@link Ldap#NETLOGON}. Empty if it was not asked,
 *     or not answered: {@link #remarks()} says why then
 * @param received when the last attribute came, or else the last word, by the clock here
 * @param remarks what else is to be known, each a sentence without a full stop; mostly empty
 */
public record RootDse(
    List<LdapAttribute> attributes,
    boolean complete,
    Optional<LdapResult> result,
    Optional<LdapResult> startTls,
    Optional<LdapTls> tls,
    Optional<Netlogon> netlogon,
    Instant received,
    List<String> remarks)
    implements Finding {
  private static final String ACTIVE_DIRECTORY = "1.2.840.113556.1.4.800";

  /** Copies the lists and checks that nothing is null. */
  public RootDse {
    attributes = List.copyOf(attributes);
    Objects.requireNonNull(result, "result");
    Objects.requireNonNull(startTls, "startTls");
    Objects.requireNonNull(tls, "tls");
    Objects.requireNonNull(netlogon, "netlogon");
    Objects.requireNonNull(received, "received");
    remarks = List.copyOf(remarks);
  }

  /**
   * The values of an attribute.
   *
   * @param name its name, any case
   * @return every value in the order received; empty if there is no such attribute
   */
  public List<String> values(String name) {
    return attributes.stream()
        .filter(a -> a.name().equalsIgnoreCase(name))
        .flatMap(a -> a.values().stream())
        .toList();
  }

  /**
   * The first value of an attribute.
   *
   * @param name its name, any case
   * @return the value; empty if there is no such attribute, or it has none
   */
  public Optional<String> value(String name) {
    return values(name).stream().findFirst();
  }

  /**
   * The names of the trees that the server holds.
   *
   * @return {@code namingContexts}
   */
  public List<String> namingContexts() {
    return values("namingContexts");
  }

  /**
   * The tree of the server's own domain (Active Directory and others).
   *
   * @return {@code defaultNamingContext}
   */
  public Optional<String> defaultNamingContext() {
    return value("defaultNamingContext");
  }

  /**
   * The versions of LDAP the server speaks.
   *
   * @return {@code supportedLDAPVersion}
   */
  public List<Integer> supportedLdapVersions() {
    return values("supportedLDAPVersion").stream().flatMap(v -> number(v).stream()).toList();
  }

  /**
   * The request controls the server knows.
   *
   * @return {@code supportedControl}, with their names
   */
  public List<NamedOid> supportedControls() {
    return oids("supportedControl");
  }

  /**
   * The extended operations the server knows.
   *
   * @return {@code supportedExtension}, with their names
   */
  public List<NamedOid> supportedExtensions() {
    return oids("supportedExtension");
  }

  /**
   * The optional features of the protocol the server has.
   *
   * @return {@code supportedFeatures}, with their names
   */
  public List<NamedOid> supportedFeatures() {
    return oids("supportedFeatures");
  }

  /**
   * What kind of Active Directory server it says it is (MS-ADTS 3.1.1.3.4.3).
   *
   * @return {@code supportedCapabilities}, with their names
   */
  public List<NamedOid> supportedCapabilities() {
    return oids("supportedCapabilities");
  }

  /**
   * The SASL mechanisms one can bind with.
   *
   * @return {@code supportedSASLMechanisms}, with what they stand for
   */
  public List<SaslMechanism> supportedSaslMechanisms() {
    return values("supportedSASLMechanisms").stream().map(SaslMechanismNames::name).toList();
  }

  /**
   * Whether the server says that it is a domain controller of Active Directory, or does as one
   * (Samba). An AD LDS instance is none.
   *
   * @return true if the capabilities hold {@code LDAP_CAP_ACTIVE_DIRECTORY_OID} (MS-ADTS
   *     3.1.1.3.4.3.1)
   */
  public boolean isActiveDirectory() {
    return values("supportedCapabilities").contains(ACTIVE_DIRECTORY);
  }

  /**
   * Whether the server shows nothing to those who have not bound, going by its result code, and its
   * words where the code says nothing (Active Directory, OpenLDAP).
   *
   * @return true if nothing is shown for that reason
   */
  public boolean wantsBind() {
    return attributes.isEmpty() && result.filter(RefusalReason::wantsBind).isPresent();
  }

  /**
   * Whether the server shows nothing in the clear, going by its result code.
   *
   * @return true if nothing is shown for that reason
   */
  public boolean wantsTls() {
    return attributes.isEmpty() && result.filter(RefusalReason::wantsTls).isPresent();
  }

  /**
   * The DNS name of the server (Active Directory).
   *
   * @return {@code dnsHostName}
   */
  public Optional<String> dnsHostName() {
    return value("dnsHostName");
  }

  /**
   * The name of the server's own entry (Active Directory), which tells its site.
   *
   * @return {@code serverName}
   */
  public Optional<String> serverName() {
    return value("serverName");
  }

  /**
   * Who made the server (RFC 3045).
   *
   * @return {@code vendorName}
   */
  public Optional<String> vendorName() {
    return value("vendorName");
  }

  /**
   * The version of the server, as its maker writes it (RFC 3045).
   *
   * @return {@code vendorVersion}
   */
  public Optional<String> vendorVersion() {
    return value("vendorVersion");
  }

  /**
   * The server's clock (Active Directory), in whole seconds.
   *
   * @return {@code currentTime}
   */
  public Optional<Instant> currentTime() {
    return value("currentTime").flatMap(GeneralizedTime::parse);
  }

  /**
   * How far the server's clock is ahead of the one here; negative if it is behind. Good to about a
   * second: the server gives whole seconds, and the answer took its time.
   *
   * @return the difference; empty if the server does not tell its time
   */
  public Optional<Duration> clockSkew() {
    return currentTime().map(time -> Duration.between(received, time));
  }

  /**
   * The functional level of the domain (MS-ADTS 6.1.4.3).
   *
   * @return {@code domainFunctionality}
   */
  public Optional<FunctionalLevel> domainFunctionality() {
    return level("domainFunctionality");
  }

  /**
   * The functional level of the forest (MS-ADTS 6.1.4.4).
   *
   * @return {@code forestFunctionality}
   */
  public Optional<FunctionalLevel> forestFunctionality() {
    return level("forestFunctionality");
  }

  /**
   * The functional level the server itself is able to have (MS-ADTS 6.1.4.2).
   *
   * @return {@code domainControllerFunctionality}
   */
  public Optional<FunctionalLevel> domainControllerFunctionality() {
    return level("domainControllerFunctionality");
  }

  /**
   * The attributes for people: {@code name: value}, one line a value, in the order received. Only
   * {@code currentTime} is written as PortQry does: {@code currentdate: 07/10/2003 04:14:31
   * (unadjusted GMT)}.
   *
   * @return as many lines as there are values, and one for an attribute that has none, without line
   *     breaks and control characters
   */
  public List<String> attributeLines() {
    return RootDseFormatter.attributeLines(this);
  }

  /**
   * The {@link #attributeLines()}, and after them what else is to be known: the server's last word
   * where it is not success, what its numbers and identifiers stand for, clock skew, netlogon,
   * StartTLS, TLS, remarks.
   *
   * @return at least one line
   */
  @Override
  public List<String> lines() {
    return RootDseFormatter.lines(this);
  }

  private List<NamedOid> oids(String name) {
    return values(name).stream().map(OidNames::name).toList();
  }

  private Optional<FunctionalLevel> level(String name) {
    return value(name).flatMap(RootDse::number).map(FunctionalLevel::of);
  }

  private static Optional<Integer> number(String text) {
    return text.matches("\\d{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }
}

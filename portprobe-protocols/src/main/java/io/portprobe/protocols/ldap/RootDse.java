package io.portprobe.protocols.ldap;

import io.portprobe.protocols.tls.TlsSummary;
import io.portprobe.spi.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rootDSE of a directory server (RFC 4512 section 5.1, MS-ADTS 3.1.1.3.2): the server's
 * description of itself, or the reason why it does not return it.
 *
 * <p>{@link #attributes()} holds everything as received. The other accessors read well-known
 * attributes, in any letter case of their names; a value that does not parse is missing there and
 * still present in {@link #attributes()}.
 *
 * <p>Immutable and thread-safe. portprobe supplies the implementation, which is a record: JSON is
 * made of its components. More methods may follow.
 */
public interface RootDse extends Finding {
  /**
   * Returns every attribute.
   *
   * @return in the order received; empty if the server returned none
   */
  List<LdapAttribute> attributes();

  /**
   * Returns whether the server ended the search.
   *
   * @return false if the deadline or a failure cut the response short; {@link #notes()} reports a
   *     failure
   */
  boolean complete();

  /**
   * Returns the server's result of the search, or of a notice of disconnection.
   *
   * @return empty if the server sent neither
   */
  Optional<LdapResult> result();

  /**
   * Returns the server's result of StartTLS.
   *
   * @return empty if StartTLS was not requested, or TLS came first
   */
  Optional<LdapResult> startTls();

  /**
   * Returns the result of the TLS handshake.
   *
   * @return empty in the clear
   */
  Optional<TlsSummary> tls();

  /**
   * Returns the domain controller's response to the netlogon ping (MS-ADTS 6.3.3), which is a
   * separate request after the rootDSE: see {@link Ldap#NETLOGON}.
   *
   * @return empty if the ping was not sent, or got no response; {@link #notes()} reports the latter
   */
  Optional<Netlogon> netlogon();

  /**
   * Returns when the last attribute was received, or the end of the search if there is none.
   *
   * @return by the local clock
   */
  Instant received();

  /**
   * Returns irregularities of the dialogue.
   *
   * @return one-line texts without a full stop; usually empty
   */
  List<String> notes();

  /**
   * Returns the values of an attribute.
   *
   * @param name the name, in any letter case
   * @return every value in the order received; empty if there is no such attribute
   */
  default List<String> values(String name) {
    List<String> values = new ArrayList<>();
    for (LdapAttribute attribute : attributes()) {
      if (attribute.name().equalsIgnoreCase(name)) {
        values.addAll(attribute.values());
      }
    }
    return List.copyOf(values);
  }

  /**
   * Returns the first value of an attribute.
   *
   * @param name the name, in any letter case
   * @return empty if there is no such attribute, or it has no value
   */
  default Optional<String> value(String name) {
    for (LdapAttribute attribute : attributes()) {
      if (attribute.name().equalsIgnoreCase(name) && !attribute.values().isEmpty()) {
        return Optional.of(attribute.values().get(0));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the names of the directory trees the server holds.
   *
   * @return {@code namingContexts}
   */
  default List<String> namingContexts() {
    return values("namingContexts");
  }

  /**
   * Returns the name of the server's own domain (Active Directory and others).
   *
   * @return {@code defaultNamingContext}
   */
  default Optional<String> defaultNamingContext() {
    return value("defaultNamingContext");
  }

  /**
   * Returns the LDAP versions the server supports.
   *
   * @return {@code supportedLDAPVersion}
   */
  List<Integer> supportedLdapVersions();

  /**
   * Returns the request controls the server supports.
   *
   * @return {@code supportedControl}, with their names
   */
  List<NamedOid> supportedControls();

  /**
   * Returns the extended operations the server supports.
   *
   * @return {@code supportedExtension}, with their names
   */
  List<NamedOid> supportedExtensions();

  /**
   * Returns the optional features the server supports.
   *
   * @return {@code supportedFeatures}, with their names
   */
  List<NamedOid> supportedFeatures();

  /**
   * Returns the capabilities of an Active Directory server (MS-ADTS 3.1.1.3.4.3).
   *
   * @return {@code supportedCapabilities}, with their names
   */
  List<NamedOid> supportedCapabilities();

  /**
   * Returns the SASL mechanisms the server accepts in a bind.
   *
   * @return {@code supportedSASLMechanisms}, with their descriptions
   */
  List<SaslMechanism> supportedSaslMechanisms();

  /**
   * Returns whether the server claims to be a domain controller of Active Directory, as Samba does
   * too. An AD LDS instance does not.
   *
   * @return true if the capabilities contain {@code LDAP_CAP_ACTIVE_DIRECTORY_OID} (MS-ADTS
   *     3.1.1.3.4.3.1)
   */
  default boolean isActiveDirectory() {
    return values("supportedCapabilities").contains("1.2.840.113556.1.4.800");
  }

  /**
   * Returns whether the server requires a bind before it returns the rootDSE, according to its
   * result code, or to its diagnostic message where the code is ambiguous (Active Directory,
   * OpenLDAP).
   *
   * @return true if that is why there are no attributes
   */
  boolean requiresBind();

  /**
   * Returns whether the server requires TLS before it returns the rootDSE, according to its result
   * code.
   *
   * @return true if that is why there are no attributes
   */
  boolean requiresTls();

  /**
   * Returns the DNS name of the server (Active Directory).
   *
   * @return {@code dnsHostName}
   */
  default Optional<String> dnsHostName() {
    return value("dnsHostName");
  }

  /**
   * Returns the name of the server's own entry (Active Directory), which contains its site.
   *
   * @return {@code serverName}
   */
  default Optional<String> serverName() {
    return value("serverName");
  }

  /**
   * Returns the vendor of the server (RFC 3045).
   *
   * @return {@code vendorName}
   */
  default Optional<String> vendorName() {
    return value("vendorName");
  }

  /**
   * Returns the version of the server (RFC 3045).
   *
   * @return {@code vendorVersion}, in the vendor's format
   */
  default Optional<String> vendorVersion() {
    return value("vendorVersion");
  }

  /**
   * Returns the time of the server's clock (Active Directory), in whole seconds.
   *
   * @return {@code currentTime}
   */
  Optional<Instant> currentTime();

  /**
   * Returns how far the server's clock is ahead of the local clock. Accurate to about a second: the
   * server sends whole seconds, and the response takes time to arrive.
   *
   * @return the difference, negative if the server's clock is late; empty if the server does not
   *     send its time
   */
  default Optional<Duration> clockSkew() {
    return currentTime().map(time -> Duration.between(received(), time));
  }

  /**
   * Returns the functional level of the domain (MS-ADTS 6.1.4.3).
   *
   * @return {@code domainFunctionality}
   */
  Optional<FunctionalLevel> domainFunctionality();

  /**
   * Returns the functional level of the forest (MS-ADTS 6.1.4.4).
   *
   * @return {@code forestFunctionality}
   */
  Optional<FunctionalLevel> forestFunctionality();

  /**
   * Returns the highest functional level the server supports (MS-ADTS 6.1.4.2).
   *
   * @return {@code domainControllerFunctionality}
   */
  Optional<FunctionalLevel> domainControllerFunctionality();

  /**
   * Returns the attributes as human-readable lines: {@code name: value}, one line for each value,
   * in the order received. Only {@code currentTime} is written as PortQry does: {@code currentdate:
   * 07/10/2003 04:14:31 (unadjusted GMT)}.
   *
   * @return one line for each value and for each attribute without values; no line breaks, no
   *     control characters
   */
  List<String> attributeLines();

  /**
   * Returns the {@link #attributeLines()}, followed by the rest of this finding: a result other
   * than success, the names of levels and identifiers, clock skew, netlogon, StartTLS, TLS, notes.
   *
   * @return at least one line
   */
  @Override
  List<String> lines();
}

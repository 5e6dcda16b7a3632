package io.portprobe.protocols.internal.ldap;

import io.portprobe.protocols.ldap.FunctionalLevel;
import io.portprobe.protocols.ldap.LdapAttribute;
import io.portprobe.protocols.ldap.LdapResult;
import io.portprobe.protocols.ldap.NamedOid;
import io.portprobe.protocols.ldap.Netlogon;
import io.portprobe.protocols.ldap.RootDse;
import io.portprobe.protocols.ldap.SaslMechanism;
import io.portprobe.protocols.tls.TlsSummary;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A {@link RootDse} whose components are what was received; the other accessors derive from it. */
public record DefaultRootDse(
    List<LdapAttribute> attributes,
    boolean complete,
    Optional<LdapResult> result,
    Optional<LdapResult> startTls,
    Optional<TlsSummary> tls,
    Optional<Netlogon> netlogon,
    Instant received,
    List<String> notes)
    implements RootDse {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  /**
   * Copies the lists.
   *
   * @throws NullPointerException if an argument is null
   */
  public DefaultRootDse {
    attributes = List.copyOf(attributes);
    Objects.requireNonNull(result, "result");
    Objects.requireNonNull(startTls, "startTls");
    Objects.requireNonNull(tls, "tls");
    Objects.requireNonNull(netlogon, "netlogon");
    Objects.requireNonNull(received, "received");
    notes = List.copyOf(notes);
  }

  @Override
  public List<Integer> supportedLdapVersions() {
    return values("supportedLDAPVersion").stream()
        .flatMap(version -> number(version).stream())
        .toList();
  }

  @Override
  public List<NamedOid> supportedControls() {
    return oids("supportedControl");
  }

  @Override
  public List<NamedOid> supportedExtensions() {
    return oids("supportedExtension");
  }

  @Override
  public List<NamedOid> supportedFeatures() {
    return oids("supportedFeatures");
  }

  @Override
  public List<NamedOid> supportedCapabilities() {
    return oids("supportedCapabilities");
  }

  @Override
  public List<SaslMechanism> supportedSaslMechanisms() {
    return named("supportedSASLMechanisms", SaslMechanismNames::find);
  }

  @Override
  public boolean requiresBind() {
    return refusalReason().filter(RefusalReason.BIND_REQUIRED::equals).isPresent();
  }

  @Override
  public boolean requiresTls() {
    return refusalReason().filter(RefusalReason.TLS_REQUIRED::equals).isPresent();
  }

  /** Returns why the server returned no attributes, if its result gives a reason. */
  Optional<RefusalReason> refusalReason() {
    return attributes.isEmpty() ? result.flatMap(RefusalReason::of) : Optional.empty();
  }

  @Override
  public Optional<Instant> currentTime() {
    return value("currentTime").flatMap(GeneralizedTime::parse);
  }

  @Override
  public Optional<FunctionalLevel> domainFunctionality() {
    return level("domainFunctionality");
  }

  @Override
  public Optional<FunctionalLevel> forestFunctionality() {
    return level("forestFunctionality");
  }

  @Override
  public Optional<FunctionalLevel> domainControllerFunctionality() {
    return level("domainControllerFunctionality");
  }

  @Override
  public ServiceFacts facts() {
    return ServiceFacts.none()
        .withVolatileComponents(
            "received", "attributes.currentTime", "attributes.highestCommittedUSN", "tls.daysLeft")
        .withVolatileLines(
            "currentdate:",
            "currentTime:",
            "highestCommittedUSN:",
            "clock skew:",
            "days until a certificate expires:");
  }

  @Override
  public List<String> attributeLines() {
    return RootDseFormatter.attributeLines(this);
  }

  @Override
  public List<String> lines() {
    return RootDseFormatter.lines(this);
  }

  private List<NamedOid> oids(String attribute) {
    return named(attribute, OidNames::find);
  }

  private <T> List<T> named(String attribute, Function<String, T> find) {
    List<T> named = new ArrayList<>();
    for (String value : values(attribute)) {
      named.add(find.apply(value));
    }
    return List.copyOf(named);
  }

  private Optional<FunctionalLevel> level(String attribute) {
    return value(attribute).flatMap(DefaultRootDse::number).map(FunctionalLevel::of);
  }

  private static Optional<Integer> number(String text) {
    return NUMBER.matcher(text).matches() ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  /** Returns server, number of attributes and result on one line. */
  @Override
  public String toString() {
    return SafeText.line(
        dnsHostName().map(host -> host + ", ").orElse("")
            + "attributes: "
            + attributes.size()
            + result.map(end -> ", " + end).orElse(", no result"));
  }
}

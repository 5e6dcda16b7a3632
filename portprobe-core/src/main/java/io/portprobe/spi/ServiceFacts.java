package io.portprobe.spi;

import io.portprobe.CheckReturnValue;
import io.portprobe.text.SafeText;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Facts about a service that findings of all protocols have in common. Every fact is optional.
 * Texts come from the peer and are escaped by {@link SafeText}. Immutable and thread-safe. A later
 * version may add facts.
 */
@CheckReturnValue
public final class ServiceFacts {
  private static final ServiceFacts NONE =
      new ServiceFacts("", "", "", "", List.of(), Set.of(), Set.of());
  private static final int MAX_TEXT = 200;

  private final String service;
  private final String product;
  private final String version;
  private final String operatingSystem;
  private final List<X509Certificate> certificates;
  private final Set<String> volatileComponents;
  private final Set<String> volatileLines;

  private ServiceFacts(
      String service,
      String product,
      String version,
      String operatingSystem,
      List<X509Certificate> certificates,
      Set<String> volatileComponents,
      Set<String> volatileLines) {
    this.service = service;
    this.product = product;
    this.version = version;
    this.operatingSystem = operatingSystem;
    this.certificates = certificates;
    this.volatileComponents = volatileComponents;
    this.volatileLines = volatileLines;
  }

  /**
   * Returns facts without any value.
   *
   * @return no facts
   */
  public static ServiceFacts none() {
    return NONE;
  }

  /**
   * Returns facts about a service.
   *
   * @param service the name of the service, see {@link #service()}
   * @return facts with this value only
   */
  public static ServiceFacts of(String service) {
    return NONE.withService(service);
  }

  /**
   * Sets the name of the service.
   *
   * @param value the name in lower case, cut to 200 characters; empty for none
   * @return a changed copy
   */
  public ServiceFacts withService(String value) {
    return new ServiceFacts(
        text(value),
        product,
        version,
        operatingSystem,
        certificates,
        volatileComponents,
        volatileLines);
  }

  /**
   * Sets the product.
   *
   * @param value text of the peer, cut to 200 characters; empty for none
   * @return a changed copy
   */
  public ServiceFacts withProduct(String value) {
    return new ServiceFacts(
        service,
        text(value),
        version,
        operatingSystem,
        certificates,
        volatileComponents,
        volatileLines);
  }

  /**
   * Sets the version of the product.
   *
   * @param value text of the peer, cut to 200 characters; empty for none
   * @return a changed copy
   */
  public ServiceFacts withVersion(String value) {
    return new ServiceFacts(
        service,
        product,
        text(value),
        operatingSystem,
        certificates,
        volatileComponents,
        volatileLines);
  }

  /**
   * Sets a hint at the operating system.
   *
   * @param value text of the peer, cut to 200 characters; empty for none
   * @return a changed copy
   */
  public ServiceFacts withOperatingSystem(String value) {
    return new ServiceFacts(
        service, product, version, text(value), certificates, volatileComponents, volatileLines);
  }

  /**
   * Sets certificates that the protocol itself has received. Those of TLS are in {@link
   * io.portprobe.DialogueReport#tls()} for every protocol.
   *
   * @param chain the certificates; copied
   * @return a changed copy
   */
  public ServiceFacts withCertificates(List<X509Certificate> chain) {
    return new ServiceFacts(
        service,
        product,
        version,
        operatingSystem,
        List.copyOf(chain),
        volatileComponents,
        volatileLines);
  }

  /**
   * Sets the components of the finding that differ between two probes of an unchanged server, also
   * weeks later: clocks, counters and random numbers.
   *
   * @param names the names of the components, for example {@code "time"}. A dot precedes the name
   *     of a nested component, or the name of an element of a list: {@code
   *     "attributes.currentTime"}. {@code "answers.ttl"} is that of each element of a list
   * @return a changed copy
   */
  public ServiceFacts withVolatileComponents(String... names) {
    return new ServiceFacts(
        service, product, version, operatingSystem, certificates, distinct(names), volatileLines);
  }

  /**
   * Sets the lines of the finding that differ between two probes of an unchanged server, also weeks
   * later.
   *
   * @param beginnings with which these lines begin, for example {@code "clock offset:"}
   * @return a changed copy
   */
  public ServiceFacts withVolatileLines(String... beginnings) {
    return new ServiceFacts(
        service,
        product,
        version,
        operatingSystem,
        certificates,
        volatileComponents,
        distinct(beginnings));
  }

  /** Returns a set. A peer may have sent two of the names, which {@link Set#of} rejects. */
  private static Set<String> distinct(String... names) {
    return Set.copyOf(List.of(names));
  }

  /**
   * Returns the name of the service, for example {@code "ssh"}. It differs from the name of the
   * protocol where one protocol serves several services.
   *
   * @return safe text, by convention in lower case; empty if it is not known
   */
  public Optional<String> service() {
    return present(service);
  }

  /**
   * Returns the product, for example {@code "OpenSSH"}.
   *
   * @return safe text, empty if it is not known
   */
  public Optional<String> product() {
    return present(product);
  }

  /**
   * Returns the version of the product, for example {@code "9.2p1"}.
   *
   * @return safe text, empty if it is not known
   */
  public Optional<String> version() {
    return present(version);
  }

  /**
   * Returns what the service shows about the operating system, for example {@code "Debian"}.
   *
   * @return safe text, empty if it is not known
   */
  public Optional<String> operatingSystem() {
    return present(operatingSystem);
  }

  /**
   * Returns certificates that the protocol itself has received.
   *
   * @return an immutable list, usually empty
   */
  public List<X509Certificate> certificates() {
    return certificates;
  }

  /**
   * Returns the components of the finding that differ between two probes of an unchanged server,
   * for example a time or an id, so that a comparison can leave them out.
   *
   * @return an immutable set of names, usually empty
   */
  public Set<String> volatileComponents() {
    return volatileComponents;
  }

  /**
   * Returns whether a line of the finding may differ between two probes of an unchanged server.
   *
   * @param line one of {@link Finding#lines()}
   * @return true if it begins with one of the texts of {@link #withVolatileLines}
   */
  public boolean isVolatile(String line) {
    return volatileLines.stream().anyMatch(line::startsWith);
  }

  private static String text(String value) {
    return SafeText.line(value, MAX_TEXT);
  }

  private static Optional<String> present(String value) {
    return Optional.of(value).filter(text -> !text.isEmpty());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ServiceFacts that
        && service.equals(that.service)
        && product.equals(that.product)
        && version.equals(that.version)
        && operatingSystem.equals(that.operatingSystem)
        && certificates.equals(that.certificates)
        && volatileComponents.equals(that.volatileComponents)
        && volatileLines.equals(that.volatileLines);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        service,
        product,
        version,
        operatingSystem,
        certificates,
        volatileComponents,
        volatileLines);
  }

  /** Returns the known texts. */
  @Override
  public String toString() {
    List<String> known = new ArrayList<>();
    service().ifPresent(known::add);
    product().ifPresent(known::add);
    version().ifPresent(known::add);
    operatingSystem().ifPresent(known::add);
    return String.join(", ", known);
  }
}

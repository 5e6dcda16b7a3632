package io.portprobe.protocols.domain;

import io.portprobe.CheckReturnValue;
import io.portprobe.Endpoint;
import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.protocols.domain.report.AddressReport;
import io.portprobe.protocols.domain.report.DomainReport;
import io.portprobe.protocols.domain.report.Purpose;
import io.portprobe.protocols.internal.domain.DomainNames;
import io.portprobe.protocols.internal.domain.DomainRun;
import io.portprobe.protocols.internal.domain.DomainSettings;
import io.portprobe.text.HostSyntax;
import io.portprobe.text.SafeText;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * A check of a domain of Active Directory from its name or from one of its controllers. It queries
 * the SRV records by which clients locate controllers (MS-ADTS 6.3), resolves every controller, and
 * probes every address of it: DNS, Kerberos, RPC with the dynamic ports of the interfaces that
 * members use, SMB, LDAP, passwords, and others as information. The report has a verdict for each
 * {@link Purpose} and names the endpoint that blocks it. Immutable: each setter returns a changed
 * copy. Thread-safe.
 *
 * <pre>{@code
 * DomainReport report = DomainCheck.of(client, "ad.example").run().join();
 * report.lines().forEach(System.out::println);
 * }</pre>
 *
 * <p>The check logs on nowhere and sends no credentials. Name servers and SRV records decide which
 * hosts are probed, so the target policy of the client applies to every address. The client makes
 * all probes: its limit of sockets and its listeners apply too.
 */
@CheckReturnValue
public final class DomainCheck {
  private static final Duration MIN_TIMEOUT = Duration.ofMillis(10);
  private static final Duration MAX_TIMEOUT = Duration.ofHours(1);
  private static final int MAX_CONCURRENCY = 1_024;
  private static final int MAX_CONTROLLERS = 10_000;
  private static final Set<String> PROTOCOLS =
      new TreeSet<>(
          List.of("dns", "kerberos", "kpasswd", "ldap", "msrpc", "netbios", "ntp", "smb"));

  private final DomainSettings settings;

  private DomainCheck(DomainSettings settings) {
    this.settings = settings;
  }

  /**
   * Creates a check of a domain with default settings.
   *
   * @param client makes the probes; must have the protocols of this module
   * @param domain the DNS name of the domain, for example {@code "ad.example"}
   * @return the check
   * @throws IllegalArgumentException if the domain is an address or malformed, or the client lacks
   *     a protocol; the message names it
   */
  public static DomainCheck of(ProbeClient client, String domain) {
    String name = host("domain", domain);
    if (HostSyntax.isLiteral(name)) {
      throw new IllegalArgumentException(
          "domain: " + SafeText.quote(domain) + " (expected: a DNS name)");
    }
    return new DomainCheck(
        DomainSettings.of(withProtocols(client), Optional.of(name), Optional.empty()));
  }

  /**
   * Creates a check with default settings that begins at a controller: its directory states the
   * domain. All controllers of the domain are probed, and this one in any case. Its name server is
   * queried in addition to the others, and does not decide whether this host can locate the domain.
   *
   * @param client makes the probes; must have the protocols of this module
   * @param controller the name or an address of a domain controller
   * @return the check
   * @throws IllegalArgumentException if the controller is malformed, or the client lacks a
   *     protocol; the message names it
   */
  public static DomainCheck ofController(ProbeClient client, String controller) {
    return new DomainCheck(
        DomainSettings.of(
            withProtocols(client), Optional.empty(), Optional.of(host("controller", controller))));
  }

  private static ProbeClient withProtocols(ProbeClient client) {
    Set<String> missing = new TreeSet<>(PROTOCOLS);
    missing.removeAll(client.protocols());
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "client: lacks the protocols " + missing + " (expected: all of " + PROTOCOLS + ")");
    }
    return client;
  }

  /** Returns a host in lower case, without a final dot. */
  private static String host(String field, String text) {
    Objects.requireNonNull(text, field);
    String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    try {
      return HostSyntax.normalize(name).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          field + ": " + SafeText.quote(text) + " (expected: a host name)", e);
    }
  }

  /**
   * Sets the name servers to query. Default: those of the operating system; a {@linkplain
   * #ofController controller} in addition.
   *
   * @param servers at least one name server, in order
   * @return a changed copy
   * @throws IllegalArgumentException if there is none
   */
  public DomainCheck nameServers(Endpoint... servers) {
    if (servers.length == 0) {
      throw new IllegalArgumentException("nameServers: [] (expected: at least one)");
    }
    return new DomainCheck(settings.withNameServers(Arrays.asList(servers)));
  }

  /**
   * Limits the controllers to the given ones; hosts that no record names are probed too. Default:
   * all controllers of the records.
   *
   * @param hosts names or addresses, at least one
   * @return a changed copy
   * @throws IllegalArgumentException if there is none, or one is malformed; the message names it
   */
  public DomainCheck controllers(String... hosts) {
    if (hosts.length == 0) {
      throw new IllegalArgumentException("controllers: [] (expected: at least one)");
    }
    return new DomainCheck(
        settings.withOnly(
            Arrays.stream(hosts)
                .map(each -> host("controllers", each))
                .collect(Collectors.toUnmodifiableSet())));
  }

  /**
   * Sets the site whose records are queried. Default: the site that a controller derives from the
   * address of this host.
   *
   * @param site 1 to 63 letters, digits, hyphens and underscores
   * @return a changed copy
   * @throws IllegalArgumentException if the site has another form
   */
  public DomainCheck site(String site) {
    if (!DomainNames.isSite(site)) {
      throw new IllegalArgumentException(
          "site: "
              + SafeText.quote(site)
              + " (expected: 1-63 letters, digits, hyphens and underscores)");
    }
    return new DomainCheck(settings.withSite(site));
  }

  /**
   * Sets the purposes to decide. Services that only other purposes need are not probed. Default:
   * all.
   *
   * @param first a purpose
   * @param others further purposes
   * @return a changed copy
   */
  public DomainCheck purposes(Purpose first, Purpose... others) {
    return new DomainCheck(settings.withPurposes(EnumSet.of(first, others)));
  }

  /**
   * Sets the time until the deadline of the whole check. Services that are not probed by then are
   * part of the report. Default: 60 s.
   *
   * @param timeout 10 ms to 1 hour
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public DomainCheck timeout(Duration timeout) {
    return new DomainCheck(settings.withTimeout(checked("timeout", timeout)));
  }

  /**
   * Sets the longest time for the first probe of a service. A service that a purpose needs and that
   * does not respond in time is probed a second time, for at most three times as long; so are the
   * name servers if none responds. A probe has less if the time that is left does not suffice for
   * all. Default: 4 s.
   *
   * @param timeout 10 ms to 1 hour
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public DomainCheck probeTimeout(Duration timeout) {
    return new DomainCheck(settings.withProbeTimeout(checked("probeTimeout", timeout)));
  }

  private static Duration checked(String field, Duration timeout) {
    if (timeout.compareTo(MIN_TIMEOUT) < 0 || timeout.compareTo(MAX_TIMEOUT) > 0) {
      throw new IllegalArgumentException(field + ": " + timeout + " (expected: PT0.01S to PT1H)");
    }
    return timeout;
  }

  /**
   * Limits the number of probes at the same time. Default: 32.
   *
   * @param probes 1 to 1024
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public DomainCheck concurrency(int probes) {
    if (probes < 1 || probes > MAX_CONCURRENCY) {
      throw new IllegalArgumentException(
          "concurrency: " + probes + " (expected: 1-" + MAX_CONCURRENCY + ")");
    }
    return new DomainCheck(settings.withConcurrency(probes));
  }

  /**
   * Limits the number of controllers that are probed, in the order of the SRV records. Each has at
   * most 16 addresses. Default: 50.
   *
   * @param controllers 1 to 10000
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public DomainCheck maxControllers(int controllers) {
    if (controllers < 1 || controllers > MAX_CONTROLLERS) {
      throw new IllegalArgumentException(
          "maxControllers: " + controllers + " (expected: 1-" + MAX_CONTROLLERS + ")");
    }
    return new DomainCheck(settings.withMaxControllers(controllers));
  }

  /**
   * Sets the local addresses of the probes. Targets of an address family without a local address
   * are {@linkplain AddressReport#state() not probed}. Default: the kernel selects the address.
   *
   * @param addresses addresses of this host: one, or one of each family
   * @return a changed copy
   * @throws IllegalArgumentException if there is none, or two have the same family
   */
  public DomainCheck sourceAddresses(List<InetAddress> addresses) {
    long families = addresses.stream().map(InetAddress::getClass).distinct().count();
    if (addresses.isEmpty() || families != addresses.size()) {
      throw new IllegalArgumentException(
          "sourceAddresses: " + addresses + " (expected: one, or one of each family)");
    }
    return new DomainCheck(settings.withSourceAddresses(addresses));
  }

  /**
   * Starts the check. Never blocks. Without {@link #nameServers}, the settings of the operating
   * system are read on the common pool of the JDK.
   *
   * @return a future that completes by the deadline, on a thread of the client. A domain that does
   *     not exist, a name server without a response and a controller that is down do not fail it:
   *     the report states them. It fails with an {@link IllegalStateException} if the client is
   *     closed, and as {@link PortProbe#report()} does. Cancelling or completing it ends every
   *     probe at once; cancelling a future derived from it does not
   */
  public CompletableFuture<DomainReport> run() {
    return new DomainRun(settings).start();
  }

  /**
   * Starts the check, and ends it early when a stage completes: probes in flight are cancelled, and
   * the report states what is known by then. It is not {@link DomainReport#complete()} if a probe
   * is missing. Otherwise like {@link #run()}.
   *
   * @param end normally or exceptionally completed to end the check; without effect after the check
   *     has ended
   * @return a future that completes by the deadline, or shortly after the stage
   */
  public CompletableFuture<DomainReport> run(CompletionStage<?> end) {
    Objects.requireNonNull(end, "end");
    DomainRun run = new DomainRun(settings);
    CompletableFuture<DomainReport> report = run.start();
    var unused = end.whenComplete((value, failure) -> run.endEarly());
    return report;
  }

  /** Returns the domain or the controller, as in {@code "check of domain ad.example"}. */
  @Override
  public String toString() {
    return settings
        .scope()
        .domain()
        .map(domain -> "check of domain " + domain)
        .orElseGet(() -> "check of the domain of " + settings.scope().controller().orElse("?"));
  }
}

package io.portprobe.examples.lab.identify;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Endpoint;
import io.portprobe.ProbeClient;
import io.portprobe.Transport;
import io.portprobe.examples.lab.InLab;
import io.portprobe.examples.lab.Lab;
import io.portprobe.examples.lab.LabClient;
import io.portprobe.examples.lab.Relays;
import io.portprobe.examples.lab.Tool;
import io.portprobe.examples.lab.table.ExpectedRow;
import io.portprobe.examples.lab.table.ExpectedTable;
import io.portprobe.identify.IdentifySettings;
import io.portprobe.identify.ServiceIdentity;
import io.portprobe.identify.ServiceIdentity.Verdict;
import io.portprobe.protocols.greeting.GreetingServer;
import io.portprobe.protocols.tls.TlsSummary;
import io.portprobe.scan.ScanResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Identifies every open port of the AD, server and alternative hosts over IPv4, on their standard
 * ports and behind relays on other ports. With {@code -Dportprobe.identify.nmap=true} also compares
 * with {@code nmap -sV}, and writes the table to {@code target/identify.md}.
 */
@InLab
class IdentifyLabTest {
  @RegisterExtension static final LabClient LAB = new LabClient();

  private static final Set<String> HOSTS = Set.of("pp-ad", "pp-srv", "pp-alt");
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /** Of 46. nmap 7.93 names 41. */
  private static final int MIN_RIGHT_STANDARD = 43;

  /**
   * Of 46, with 8 connections for each port. All but discard, which sends nothing, are named on an
   * idle machine. nmap 7.93 names 39 or 40, without such a limit.
   */
  private static final int MIN_RIGHT_MOVED = 41;

  /** Of 21, of which two never reply. */
  private static final int MIN_RIGHT_UDP = 17;

  /** The count of ports that were named right, wrong, or not. */
  private record Score(int right, List<String> wrong, List<String> unnamed) {}

  private static List<ExpectedRow> open(Transport transport) {
    return ExpectedTable.rows().stream()
        .filter(row -> HOSTS.contains(row.host()) && !row.ipv6())
        .filter(row -> row.transport() == transport && row.state().equals("open"))
        .toList();
  }

  private static List<Endpoint> endpoints(List<ExpectedRow> rows) {
    return rows.stream().map(ExpectedRow::endpoint).toList();
  }

  private static Map<Endpoint, ServiceIdentity> identify(List<Endpoint> endpoints) {
    Map<Endpoint, CompletableFuture<ServiceIdentity>> running = new LinkedHashMap<>();
    ProbeClient client = LAB.client();
    endpoints.forEach(each -> running.put(each, client.probe(each).timeout(TIMEOUT).identify()));
    Map<Endpoint, ServiceIdentity> identities = new LinkedHashMap<>();
    running.forEach((endpoint, identity) -> identities.put(endpoint, identity.join()));
    return identities;
  }

  private static Map<Endpoint, NmapServices.Named> names(
      Map<Endpoint, ServiceIdentity> identities) {
    Map<Endpoint, NmapServices.Named> names = new HashMap<>();
    identities.forEach(
        (endpoint, identity) ->
            identity
                .protocol()
                .ifPresent(
                    name ->
                        names.put(
                            endpoint, new NmapServices.Named(name, identity.tls().isPresent()))));
    return names;
  }

  private static Score score(
      List<ExpectedRow> rows, List<Endpoint> endpoints, Map<Endpoint, NmapServices.Named> names) {
    int right = 0;
    List<String> wrong = new ArrayList<>();
    List<String> unnamed = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      ExpectedRow row = rows.get(i);
      NmapServices.Named named = names.get(endpoints.get(i));
      String where = row.ip() + ":" + row.port() + " " + row.service();
      if (named == null) {
        unnamed.add(where);
      } else if (ServiceNames.isRight(row.service(), named.name(), named.tls())) {
        right++;
      } else {
        wrong.add(where + " as " + named);
      }
    }
    return new Score(right, wrong, unnamed);
  }

  private static void assertScore(Score score, int least, Map<Endpoint, ServiceIdentity> found) {
    assertThat(score.wrong()).as("named wrong").isEmpty();
    assertThat(score.right()).as("not named: " + score.unnamed()).isGreaterThanOrEqualTo(least);
    assertThat(found.values())
        .allSatisfy(
            identity ->
                assertThat(identity.connections())
                    .isLessThanOrEqualTo(IdentifySettings.MAX_CONNECTIONS));
  }

  @Test
  void servicesOnStandardPorts_areNamed_andNoneWrong() {
    List<ExpectedRow> rows = open(Transport.TCP);
    Map<Endpoint, ServiceIdentity> found = identify(endpoints(rows));

    assertScore(score(rows, endpoints(rows), names(found)), MIN_RIGHT_STANDARD, found);
  }

  @Test
  void servicesOnOtherPorts_areNamed_andNoneWrong() {
    List<ExpectedRow> rows = open(Transport.TCP);
    try (Relays relays = new Relays(endpoints(rows))) {
      Map<Endpoint, ServiceIdentity> found = identify(relays.endpoints());

      assertScore(score(rows, relays.endpoints(), names(found)), MIN_RIGHT_MOVED, found);
    }
  }

  /**
   * The columns: host, port, protocol, and the name of STARTTLS in openssl, none if TLS comes
   * first.
   */
  private static final List<List<String>> TLS_SERVICES =
      List.of(
          List.of(Lab.SRV, "443", "http", ""),
          List.of(Lab.SRV, "8444", "http", ""),
          List.of(Lab.SRV, "465", "smtp", ""),
          List.of(Lab.SRV, "993", "imap", ""),
          List.of(Lab.SRV, "995", "pop3", ""),
          List.of(Lab.SRV, "636", "ldap", ""),
          List.of(Lab.AD, "636", "ldap", ""),
          List.of(Lab.AD, "3269", "ldap", ""),
          List.of(Lab.SRV, "25", "smtp", "smtp"),
          List.of(Lab.SRV, "587", "smtp", "smtp"),
          List.of(Lab.SRV, "143", "imap", "imap"),
          List.of(Lab.SRV, "110", "pop3", "pop3"),
          List.of(Lab.SRV, "21", "ftp", "ftp"));

  @Test
  void tlsServicesOnOtherPorts_haveTheCertificateThatOpensslReads() {
    List<Endpoint> targets =
        TLS_SERVICES.stream()
            .map(row -> Endpoint.tcp(row.get(0), Integer.parseInt(row.get(1))))
            .toList();
    try (Relays relays = new Relays(targets)) {
      Map<Endpoint, ServiceIdentity> found = identify(relays.endpoints());
      SoftAssertions all = new SoftAssertions();
      for (int i = 0; i < targets.size(); i++) {
        List<String> row = TLS_SERVICES.get(i);
        ServiceIdentity identity = found.get(relays.endpoints().get(i));
        all.assertThat(identity.protocol()).as("%s", row).contains(row.get(2));
        all.assertThat(subject(identity)).as("%s", row).contains(subjectByOpenssl(row));
        all.assertThat(identity.tls().isPresent()).as("%s", row).isEqualTo(row.get(3).isEmpty());
        all.assertThat(identity.connections())
            .as("%s", row)
            .isLessThanOrEqualTo(IdentifySettings.MAX_CONNECTIONS);
      }
      all.assertAll();
    }
  }

  /** Returns the name in the certificate of TLS that came first, or after STARTTLS. */
  private static Optional<String> subject(ServiceIdentity identity) {
    return identity
        .tls()
        .map(tls -> tls.certificates().get(0).getSubjectX500Principal().getName())
        .or(
            () ->
                identity
                    .finding()
                    .filter(GreetingServer.class::isInstance)
                    .flatMap(finding -> ((GreetingServer) finding).tls())
                    .flatMap(TlsSummary::subject));
  }

  private static String subjectByOpenssl(List<String> row) {
    String startTls = row.get(3).isEmpty() ? "" : " -starttls " + row.get(3);
    String line =
        Tool.run(
                "sh",
                "-c",
                "openssl s_client -connect %s:%s%s </dev/null 2>/dev/null | openssl x509 -noout -subject -nameopt RFC2253"
                    .formatted(row.get(0), row.get(1), startTls))
            .get(0);
    return line.substring("subject=".length());
  }

  @Test
  void udpServices_areNamed_andNoneWrong() {
    List<ExpectedRow> rows = open(Transport.UDP);
    Map<Endpoint, ServiceIdentity> found = identify(endpoints(rows));

    assertScore(score(rows, endpoints(rows), names(found)), MIN_RIGHT_UDP, found);
  }

  @Test
  void firewallPortsWithoutAService_haveNoName() {
    List<Endpoint> endpoints =
        List.of(
            Endpoint.tcp(Lab.FW, 1010),
            Endpoint.tcp(Lab.FW, 1011),
            Endpoint.tcp(Lab.FW, 1015),
            Endpoint.tcp(Lab.FW, 1019),
            Endpoint.tcp(Lab.FW, 1009));
    Map<Endpoint, ServiceIdentity> found = identify(endpoints);

    assertThat(found.get(endpoints.get(0)).verdict()).isEqualTo(Verdict.SILENT);
    assertThat(found.get(endpoints.get(1)).verdict()).isEqualTo(Verdict.CLOSES);
    assertThat(found.get(endpoints.get(2)).verdict()).isEqualTo(Verdict.SILENT);
    assertThat(found.get(endpoints.get(3)).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(found.get(endpoints.get(4)).verdict()).isEqualTo(Verdict.NOT_LISTENING);
  }

  @Test
  void scan_identifiesTheListeningPorts() {
    List<ScanResult> results =
        LAB.client()
            .scan()
            .hosts("198.18.77.31")
            .tcp("20-25,53,80-82")
            .identify()
            .collect()
            .join()
            .results();

    assertThat(results)
        .filteredOn(result -> result.identity().isPresent())
        .extracting(result -> result.port() + " " + name(result.identity()))
        .containsExactlyInAnyOrder("21 ftp", "22 ssh", "25 smtp", "53 dns", "80 http");
  }

  private static String name(Optional<ServiceIdentity> identity) {
    return identity.flatMap(ServiceIdentity::protocol).orElse("-");
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES) // nmap takes most of it
  @EnabledIfSystemProperty(named = "portprobe.identify.nmap", matches = "true")
  void portprobe_namesAtLeastAsManyAsNmap_inATenthOfItsTime() {
    List<ExpectedRow> tcp = open(Transport.TCP);
    List<String> table = new ArrayList<>();
    table.add("| ports | tool | named right | wrong | not named | most connections | seconds |");
    table.add("|---|---|--:|--:|--:|--:|--:|");
    SoftAssertions goals = new SoftAssertions();
    compare(table, goals, "standard TCP ports", tcp, endpoints(tcp));
    try (Relays relays = new Relays(endpoints(tcp))) {
      compare(table, goals, "the same on other ports", tcp, relays.endpoints());
    }
    List<ExpectedRow> udp = open(Transport.UDP);
    compare(table, goals, "standard UDP ports", udp, endpoints(udp));
    try {
      Files.createDirectories(Path.of("target"));
      Files.write(Path.of("target", "identify.md"), table);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    goals.assertAll();
  }

  private static void compare(
      List<String> table,
      SoftAssertions goals,
      String what,
      List<ExpectedRow> rows,
      List<Endpoint> endpoints) {
    identify(endpoints.subList(0, 3)); // loads the classes
    long started = System.nanoTime();
    Map<Endpoint, ServiceIdentity> found = identify(endpoints);
    double ours = seconds(started);
    Score score = score(rows, endpoints, names(found));
    int most = found.values().stream().mapToInt(ServiceIdentity::connections).max().orElse(0);
    started = System.nanoTime();
    Score nmap = score(rows, endpoints, NmapServices.of(endpoints));
    double theirs = seconds(started);
    table.add(row(what, "portprobe", score, String.valueOf(most), ours));
    table.add(row(what, "nmap -sV", nmap, "", theirs));

    goals.assertThat(score.wrong()).as(what).isEmpty();
    goals
        .assertThat(score.right())
        .as(what + ", not named: " + score.unnamed() + ", by nmap: " + nmap)
        .isGreaterThanOrEqualTo(nmap.right());
    goals.assertThat(ours).as(what).isLessThan(theirs / 10);
    if (rows.get(0).transport() == Transport.UDP) {
      goals.assertThat(nmap.unnamed()).as("not named by nmap").containsAll(score.unnamed());
      goals.assertThat(score.right()).as(what).isGreaterThan(nmap.right());
    }
  }

  private static double seconds(long started) {
    return (System.nanoTime() - started) / 1e9;
  }

  private static String row(
      String what, String tool, Score score, String connections, double seconds) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %d | %d | %d | %s | %.1f |",
        what,
        tool,
        score.right(),
        score.wrong().size(),
        score.unnamed().size(),
        connections,
        seconds);
  }
}

package io.portprobe.examples.portprobe.domain;

import io.portprobe.Endpoint;
import io.portprobe.ProbeClient;
import io.portprobe.examples.portprobe.cli.CommandException;
import io.portprobe.examples.portprobe.cli.DurationConverter;
import io.portprobe.examples.portprobe.cli.Environment;
import io.portprobe.examples.portprobe.cli.Failures;
import io.portprobe.examples.portprobe.format.OutputOptions;
import io.portprobe.examples.portprobe.format.RunOutput;
import io.portprobe.examples.portprobe.output.RunInfo;
import io.portprobe.examples.portprobe.output.RunSummary.Ending;
import io.portprobe.protocols.domain.DomainCheck;
import io.portprobe.protocols.domain.report.DomainReport;
import io.portprobe.protocols.domain.report.Purpose;
import io.portprobe.text.AddressSyntax;
import io.portprobe.text.SafeText;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The subcommand: checks whether this host can work with a domain of Active Directory. */
@Command(
    name = "domain",
    description =
        "Checks whether this host can join a domain of Active Directory, log on, apply group"
            + " policy, replicate, and read the directory.",
    footer = {
      "",
      "The exit code is 0 if every purpose is possible, 1 if one is blocked, 2 if one is not"
          + " known, 99 if the domain has no records, and 69 if no name server responds.",
      "",
      "Examples:",
      "  portprobe domain ad.example",
      "  portprobe domain ad.example --name-server 10.0.0.53 --purpose log-on",
      "  portprobe domain --controller dc1.ad.example",
      "  portprobe domain ad.example --html domain.html --json | jq .verdict"
    })
public final class DomainCommand implements Callable<Integer> {
  private static final int DNS_PORT = 53;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "The DNS name of the domain. Default: the domain of --controller.")
  private @Nullable String name;

  @Option(
      names = "--controller",
      paramLabel = "HOST",
      description =
          "Probe this controller only, with NAME. Without NAME: learn the domain from it. May be"
              + " repeated.")
  private List<String> controllers = new ArrayList<>();

  @Option(
      names = "--name-server",
      paramLabel = "ADDRESS",
      description =
          "Query this name server: ADDRESS, ADDRESS:PORT or [ADDRESS]:PORT. May be repeated."
              + " Default: those of the system.")
  private List<String> nameServers = new ArrayList<>();

  @Option(
      names = "--site",
      paramLabel = "SITE",
      description = "Query the records of this site. Default: the site of this host.")
  private @Nullable String site;

  @Option(
      names = "--purpose",
      paramLabel = "PURPOSE",
      converter = PurposeConverter.class,
      completionCandidates = PurposeNames.class,
      description =
          "Decide this purpose only: join, log-on, group-policy, replication, ldap-application."
              + " May be repeated. Default: all.")
  private List<Purpose> purposes = new ArrayList<>();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      defaultValue = "60s",
      description = "Time for the whole check. Default: 60s.")
  private Duration timeout = Duration.ofSeconds(60);

  @Option(
      names = "--probe-timeout",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      defaultValue = "4s",
      description =
          "The longest time for the first probe of a service. A service without a response is"
              + " probed again, for up to three times as long. Default: 4s.")
  private Duration probeTimeout = Duration.ofSeconds(4);

  @Option(
      names = "--source",
      paramLabel = "ADDRESS",
      description =
          "Send from this address of the local host; repeat it for the other address family.")
  private List<String> sources = new ArrayList<>();

  @Mixin private OutputOptions output = new OutputOptions();

  private final Environment environment;

  /** Creates the subcommand. */
  public DomainCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws CommandException, InterruptedException {
    RunInfo run =
        new RunInfo("domain", environment.arguments(), Environment.version(), Instant.now());
    try (ProbeClient client = environment.clients().get().build()) {
      DomainCheck check = check(client);
      DomainWriter writer = new DomainWriter(environment, output.isJson());
      try (RunOutput results = output.open(environment, run, writer)) {
        CompletableFuture<Void> signal = new CompletableFuture<>();
        return results.endOf(
            () -> signal.complete(null),
            () -> DomainExit.code(writer.report()),
            () -> {
              DomainReport report = await(check.run(signal));
              writer.report(report);
              results.write(DomainPage.table(report));
              for (ServiceRow row : ServiceRow.of(report)) {
                results.write(row);
              }
              return signal.isDone() && !report.complete() ? Ending.INTERRUPTED : Ending.COMPLETE;
            });
      }
    }
  }

  private DomainCheck check(ProbeClient client) throws CommandException {
    try {
      DomainCheck check = source(client);
      if (!nameServers.isEmpty()) {
        check = check.nameServers(endpoints(nameServers).toArray(Endpoint[]::new));
      }
      if (site != null) {
        check = check.site(site);
      }
      if (!purposes.isEmpty()) {
        check = check.purposes(purposes.get(0), purposes.toArray(Purpose[]::new));
      }
      if (!sources.isEmpty()) {
        check = check.sourceAddresses(addresses(sources));
      }
      return check.timeout(timeout).probeTimeout(probeTimeout);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(String.valueOf(e.getMessage()));
    }
  }

  private DomainCheck source(ProbeClient client) throws CommandException {
    if (name != null) {
      DomainCheck check = DomainCheck.of(client, name);
      return controllers.isEmpty() ? check : check.controllers(controllers.toArray(String[]::new));
    }
    if (controllers.size() != 1) {
      throw CommandException.usage(
          "NAME: missing (expected: the name of a domain, or one --controller)");
    }
    return DomainCheck.ofController(client, controllers.get(0));
  }

  private static List<Endpoint> endpoints(List<String> texts) throws CommandException {
    List<Endpoint> endpoints = new ArrayList<>();
    for (String text : texts) {
      boolean bare = AddressSyntax.bytes(text) != null;
      try {
        endpoints.add(bare ? Endpoint.udp(text, DNS_PORT) : withPort(text));
      } catch (IllegalArgumentException e) {
        throw CommandException.badValue(
            "--name-server", text, "ADDRESS, ADDRESS:PORT or [ADDRESS]:PORT");
      }
    }
    return endpoints;
  }

  private static Endpoint withPort(String text) {
    Endpoint endpoint = Endpoint.parse("udp://" + text);
    if (AddressSyntax.bytes(endpoint.host()) == null) {
      throw new IllegalArgumentException(
          "host: " + SafeText.quote(endpoint.host()) + " (expected: an address)");
    }
    return endpoint;
  }

  private static List<InetAddress> addresses(List<String> texts) throws CommandException {
    List<InetAddress> addresses = new ArrayList<>();
    for (String text : texts) {
      byte[] bytes = AddressSyntax.bytes(text);
      try {
        if (bytes == null) {
          throw CommandException.badValue("--source", text, "an IPv4 or IPv6 address");
        }
        addresses.add(InetAddress.getByAddress(bytes));
      } catch (UnknownHostException e) {
        throw CommandException.badValue("--source", text, "an address of the local host");
      }
    }
    return addresses;
  }

  /** Waits for the report; a check that is interrupted ends at once. */
  private static DomainReport await(CompletableFuture<DomainReport> check)
      throws InterruptedException {
    try {
      return check.get();
    } catch (InterruptedException e) {
      check.cancel(false);
      throw e;
    } catch (ExecutionException e) {
      throw new IllegalStateException("domain check: " + Failures.message(e), e.getCause());
    }
  }
}

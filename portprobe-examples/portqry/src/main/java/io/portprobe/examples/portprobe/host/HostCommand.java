package io.portprobe.examples.portprobe.host;

import io.portprobe.NameResolutionException;
import io.portprobe.ProbeClient;
import io.portprobe.examples.portprobe.cli.CommandException;
import io.portprobe.examples.portprobe.cli.DurationConverter;
import io.portprobe.examples.portprobe.cli.Environment;
import io.portprobe.examples.portprobe.cli.Failures;
import io.portprobe.examples.portprobe.endpoint.FamilyOption;
import io.portprobe.examples.portprobe.endpoint.SourceOption;
import io.portprobe.examples.portprobe.format.RunOutput;
import io.portprobe.examples.portqry.options.TargetAdvice;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The subcommand: whether a host is there at all, before any port is of interest. */
@Command(
    name = "host",
    description = {
      "Looks for a host, before any port is of interest, and prints what proves that it is there.",
      "Evidence is a response of the host itself: a TCP handshake or reset, a datagram, an ICMP"
          + " error, an ICMP echo reply (by the ping of the system), or the state REACHABLE in the"
          + " neighbour table. Without a response the host is reported as unreachable only if a"
          + " router or the neighbour table says so; otherwise it is not known whether it is there."
    },
    footer = {
      "",
      "A packet filter or proxy can respond in the place of a host, which looks the same."
          + " The exit code is 0 if the host is there, 1 if it is reported as unreachable, and 2"
          + " if it is not known. Of several addresses of a name, one with a host is enough.",
      "",
      "Examples:",
      "  portprobe host server01",
      "  portprobe host 192.0.2.10 --timeout 2s --ports 22,8443",
      "  portprobe host dc01 dc02 --json | jq -r '.host + \" \" + .presence'"
    })
public final class HostCommand implements Callable<Integer> {
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int MOST_THREADS = 16;

  @Parameters(paramLabel = "HOST", arity = "1..*", description = "Names or addresses.")
  private List<String> hosts = new ArrayList<>();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      defaultValue = "5s",
      description =
          "Time to wait for a response, at most 10m; names have the same time. Default: 5s. The"
              + " neighbour table may take 4s more.")
  private Duration timeout = Duration.ofSeconds(5);

  @Option(
      names = "--ports",
      paramLabel = "PORT",
      split = ",",
      defaultValue = HostProbes.COMMON_PORTS,
      description =
          "TCP ports to probe, with commas between. Default: " + HostProbes.COMMON_PORTS + ".")
  private List<Integer> ports = new ArrayList<>();

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  @Mixin private FamilyOption family = new FamilyOption();
  @Mixin private SourceOption source = new SourceOption();

  private final Environment environment;

  /** Creates the subcommand. */
  public HostCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws CommandException, InterruptedException {
    if (timeout.compareTo(LONGEST) > 0) {
      throw CommandException.badValue("--timeout", timeout.toString(), "at most 10m");
    }
    HostProbes probes = HostProbes.of(ports, source.address(), timeout);
    ExecutorService threads =
        Executors.newFixedThreadPool(
            MOST_THREADS,
            task -> {
              Thread thread = new Thread(task, "portprobe-host");
              thread.setDaemon(true);
              return thread;
            });
    int exitCode = 0;
    try (ProbeClient client = environment.clients().get().build()) {
      for (String host : hosts) {
        HostResult result = look(client, probes, threads, host);
        print(json ? HostText.json(result) : HostText.text(result));
        exitCode = Math.max(exitCode, result.exitCode());
      }
    } finally {
      threads.shutdownNow();
    }
    return exitCode;
  }

  private HostResult look(
      ProbeClient client, HostProbes probes, ExecutorService threads, String host)
      throws CommandException, InterruptedException {
    Optional<String> advice = TargetAdvice.of(host, "portprobe host %s --ports %s");
    if (advice.isPresent()) {
      throw CommandException.badValue("HOST", host, advice.get());
    }
    List<InetAddress> addresses;
    try {
      addresses = client.resolve(host, timeout).get();
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("HOST: " + Failures.message(e));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof NameResolutionException unresolved) {
        return new HostResult(host, List.of(), Optional.of(unresolved));
      }
      throw new CompletionException(e.getCause()); // a defect
    }
    List<InetAddress> selected = addresses.stream().filter(family::includes).distinct().toList();
    if (selected.isEmpty()) {
      throw CommandException.badValue("HOST", host, "a host with an address of this family");
    }
    List<Future<AddressResult>> checks = new ArrayList<>();
    for (InetAddress address : selected) {
      checks.add(
          threads.submit(new AddressCheck(client, probes, environment.variables(), address)));
    }
    return new HostResult(host, results(checks), Optional.empty());
  }

  private static List<AddressResult> results(List<Future<AddressResult>> checks)
      throws InterruptedException {
    List<AddressResult> results = new ArrayList<>();
    for (Future<AddressResult> check : checks) {
      try {
        results.add(check.get());
      } catch (ExecutionException e) {
        throw new CompletionException(e.getCause()); // a defect
      }
    }
    return results;
  }

  private void print(List<String> lines) throws CommandException {
    Charset charset = json ? StandardCharsets.UTF_8 : environment.charset();
    try {
      for (String line : lines) {
        environment.out().write((line + "\n").getBytes(charset));
      }
      environment.out().flush();
    } catch (IOException e) {
      throw RunOutput.unwritable(environment, e);
    }
  }
}

package io.portprobe.examples.portqry;

import io.portprobe.NameResolutionException;
import io.portprobe.NameResolutionException.Problem;
import io.portprobe.NameResolver;
import io.portprobe.ProbeClient;
import io.portprobe.examples.portqry.console.Background;
import io.portprobe.examples.portqry.console.ExitCode;
import io.portprobe.examples.portqry.console.Output;
import io.portprobe.examples.portqry.console.Progress;
import io.portprobe.examples.portqry.console.ReceivedText;
import io.portprobe.examples.portqry.options.Host;
import io.portprobe.examples.portqry.options.Request;
import io.portprobe.text.AddressSyntax;
import io.portprobe.text.AddressText;
import io.portprobe.text.SafeText;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One run of the command: name resolution, probes, exit code. */
final class Session {
  /** The maximum number of probes in flight. */
  private static final int WINDOW = 1_000;

  private static final int SOCKETS = 4_000;

  /** The timeout of name resolution. */
  private static final Duration FORWARD = Duration.ofSeconds(15);

  /** The timeout of a reverse lookup, whose result is only printed. */
  private static final Duration REVERSE = Duration.ofSeconds(3);

  private final Request request;
  private final ProbePlan plan;
  private final Environment environment;
  private final Output output;
  private final Progress progress;

  Session(
      Request request, ProbePlan plan, Environment environment, Output output, Progress progress) {
    this.request = request;
    this.plan = plan;
    this.environment = environment;
    this.output = output;
    this.progress = progress;
  }

  /**
   * Runs the probes and prints their results.
   *
   * @return the exit code, without that of the output
   */
  int run() throws InterruptedException {
    Host host = request.host();
    output.paragraphs("Querying target system called:", " " + SafeText.line(host.given()));
    NameResolver resolver = new ResolvedOnce(environment.resolver());
    try (ProbeClient client = environment.clients().open(resolver, SOCKETS)) {
      int exitCode =
          host.address().isPresent()
              ? byAddress(client, host.address().get())
              : byName(client, resolver.resolve(host.name()).toCompletableFuture());
      output.lines(List.of(""));
      return exitCode;
    }
  }

  /** Probes an address. The probes do not wait for the reverse lookup. */
  private int byAddress(ProbeClient client, InetAddress address) throws InterruptedException {
    remark(address);
    if (!request.reverse()) {
      printQuerying();
      return print(pipeline(client, 1));
    }
    CompletableFuture<Optional<String>> name =
        Background.start("reverse", () -> environment.names().nameOf(address));
    ProbePipeline pipeline = pipeline(client, 1);
    pipeline.start();
    output.paragraphs("Attempting to resolve IP address to a name...");
    output.paragraphs(
        Background.within(REVERSE, name, Optional.empty())
            .map(found -> "IP address resolved to " + ReceivedText.line(found))
            .orElse("Failed to resolve IP address to name"));
    printQuerying();
    return print(pipeline);
  }

  private int byName(ProbeClient client, CompletableFuture<List<InetAddress>> resolution)
      throws InterruptedException {
    output.paragraphs("Attempting to resolve name to IP address...");
    List<InetAddress> addresses;
    try {
      addresses = resolution.get(FORWARD.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return unresolved(
          new NameResolutionException(
              Problem.RESOLVER_TIMED_OUT,
              Problem.RESOLVER_TIMED_OUT.description() + " after " + FORWARD.toSeconds() + " s"));
    } catch (ExecutionException e) {
      return unresolved(e.getCause());
    }
    if (addresses.isEmpty()) {
      return unresolved(null);
    }
    output.paragraphs("Name resolved to " + AddressText.of(addresses.get(0)));
    if (addresses.size() > 1) {
      output.paragraphs(
          addresses.stream()
              .skip(1)
              .map(AddressText::of)
              .collect(Collectors.joining(", ", "Further addresses: ", "")));
    }
    addresses.forEach(this::remark);
    printQuerying();
    return print(pipeline(client, addresses.size()));
  }

  /** The log of a quiet run of PortQry does not have this line. */
  private void printQuerying() {
    if (!request.quiet()) {
      output.paragraphs("querying...");
    }
  }

  private int unresolved(@Nullable Throwable cause) {
    String failed = "Failed to resolve name to IP address";
    if (cause instanceof NameResolutionException typed && !isPlain(typed.problem())) {
      output.paragraphs(failed + ": " + typed.getMessage());
      return ExitCode.of(typed.problem());
    }
    output.paragraphs(failed);
    return ExitCode.UNRESOLVED;
  }

  /** Returns whether PortQry's sentence says all that is known. */
  private static boolean isPlain(Problem problem) {
    return problem == Problem.NO_SUCH_NAME || problem == Problem.UNSPECIFIED;
  }

  private void remark(InetAddress address) {
    AddressSyntax.remark(address).ifPresent(output::paragraphs);
  }

  /** A fixed source port allows one probe at a time. */
  private ProbePipeline pipeline(ProbeClient client, int addresses) {
    int window = Math.max(1, Math.min(WINDOW, SOCKETS / addresses));
    ProbeSender sender = new ProbeSender(client, request);
    return new ProbePipeline(plan, sender::send, request.sourcePort().isPresent() ? 1 : window);
  }

  private int print(ProbePipeline pipeline) throws InterruptedException {
    Printer printer = new Printer(request.probes(), request, output, progress);
    pipeline.finish(printer);
    return printer.exitCode();
  }
}

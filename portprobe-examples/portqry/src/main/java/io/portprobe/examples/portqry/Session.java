package io.portprobe.examples.portqry;

import io.portprobe.NameResolver;
import io.portprobe.ProbeClient;
import io.portprobe.text.SafeText;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** One run: name and address, then the questions, then the exit code. */
final class Session {
  /** How many questions are under way at once, and how many sockets they may take. */
  private static final int WINDOW = 1_000;

  private static final int SOCKETS = 4_000;

  /** How long to wait for the addresses of a name. */
  private static final Duration FORWARD = Duration.ofSeconds(15);

  /** How long to wait for the name of an address, which is decoration. */
  private static final Duration REVERSE = Duration.ofSeconds(3);

  private final Request request;
  private final Plan plan;
  private final Environment environment;
  private final Output output;
  private final Progress progress;

  Session(Request request, Plan plan, Environment environment, Output output, Progress progress) {
    this.request = request;
    this.plan = plan;
    this.environment = environment;
    this.output = output;
    this.progress = progress;
  }

  /**
   * Runs to the end.
   *
   * @return the exit code, that of the output not counted
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

  /** The questions do not wait for the name of the address. */
  private int byAddress(ProbeClient client, InetAddress address) throws InterruptedException {
    if (!request.reverse()) {
      return answers(questions(client, 1));
    }
    CompletableFuture<Optional<String>> name =
        Background.start("reverse", () -> environment.names().nameOf(address));
    Run questions = questions(client, 1);
    questions.start();
    output.paragraphs("Attempting to resolve IP address to a name...");
    output.paragraphs(
        Background.within(REVERSE, name, Optional.empty())
            .map(found -> "IP address resolved to " + SafeText.line(found))
            .orElse("Failed to resolve IP address to name"));
    return answers(questions);
  }

  private int byName(ProbeClient client, CompletableFuture<List<InetAddress>> look)
      throws InterruptedException {
    output.paragraphs("Attempting to resolve name to IP address...");
    List<InetAddress> addresses = Background.within(FORWARD, look, List.of());
    if (addresses.isEmpty()) {
      output.paragraphs("Failed to resolve name to IP address");
      return ExitCode.UNRESOLVED;
    }
    output.paragraphs("Name resolved to " + addresses.get(0).getHostAddress());
    if (addresses.size() > 1) {
      output.paragraphs(
          addresses.stream()
              .skip(1)
              .map(InetAddress::getHostAddress)
              .collect(Collectors.joining(", ", "Further addresses: ", "")));
    }
    return answers(questions(client, addresses.size()));
  }

  /** One source port serves one question at a time. */
  private Run questions(ProbeClient client, int addresses) {
    int window = Math.max(1, Math.min(WINDOW, SOCKETS / addresses));
    Asker asker = new Asker(client, request);
    return new Run(plan, asker::ask, request.sourcePort().isPresent() ? 1 : window);
  }

  private int answers(Run questions) throws InterruptedException {
    Printer printer = new Printer(plan.size(), output, progress);
    questions.finish(printer);
    return printer.exitCode();
  }
}

package io.portprobe.examples.portqry.telnet;

import io.portprobe.Endpoint;
import io.portprobe.NameResolutionException;
import io.portprobe.NameResolver;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.examples.portqry.console.ExitCode;
import io.portprobe.examples.portqry.console.Messages;
import io.portprobe.examples.portqry.console.PortqryException;
import io.portprobe.examples.portqry.console.Reasons;
import io.portprobe.examples.portqry.console.Version;
import io.portprobe.examples.portqry.options.Host;
import io.portprobe.examples.portqry.options.Ports;
import io.portprobe.text.AddressText;
import io.portprobe.text.SafeText;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.commons.net.telnet.TelnetClient;

/** The command: connects to a port, sends what is typed and prints what the service sends. */
public final class TelnetCommand {
  private static final Duration RESOLUTION = Duration.ofSeconds(15);
  private static final String DEFAULT_PORT = "23";

  /** With the name of a terminal, Commons Net accepts the option TERMINAL-TYPE. */
  private static final String NO_TERMINAL = "";

  private static final String ADVICE = "telnet %s %s";

  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;
  private final NameResolver resolver;
  private final Supplier<ProbeClient> clients;
  private final Times times;

  /**
   * How long the command waits.
   *
   * @param connect for a connection to one address
   * @param silence for the service to send something, after the end of the input
   */
  public record Times(Duration connect, Duration silence) {
    static final Times DEFAULT = new Times(Duration.ofSeconds(5), Duration.ofSeconds(5));
  }

  /**
   * Creates a command.
   *
   * @param in what the user types
   * @param out receives the text of the service, and about the connection
   * @param err receives messages about the arguments and local failures
   * @param resolver resolves the name
   * @param clients creates a client, which finds out why a connection failed; closed after use
   */
  public TelnetCommand(
      InputStream in,
      PrintStream out,
      PrintStream err,
      NameResolver resolver,
      Supplier<ProbeClient> clients,
      Times times) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.resolver = resolver;
    this.clients = clients;
    this.times = times;
  }

  /** Returns a command for a training run, which ends at once after the connection is made. */
  public static TelnetCommand withoutInput(PrintStream out) {
    return new TelnetCommand(
        InputStream.nullInputStream(),
        out,
        out,
        NameResolver.system(),
        () -> ProbeClient.builder().withoutDiscovery().build(),
        new Times(Times.DEFAULT.connect(), Duration.ofMillis(1)));
  }

  /** Returns the command with the streams of this process. */
  public static TelnetCommand ofProcess() {
    NameResolver system = NameResolver.system();
    return new TelnetCommand(
        System.in,
        System.out,
        System.err,
        system,
        () -> ProbeClient.builder().withoutDiscovery().resolver(system).build(),
        Times.DEFAULT);
  }

  /**
   * Runs the command.
   *
   * @return the exit code
   */
  public int run(String... arguments) {
    try {
      return execute(List.of(arguments));
    } catch (PortqryException e) {
      err.println("telnet: " + e.getMessage());
      return e.exitCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      err.println("telnet: interrupted");
      return ExitCode.INTERNAL;
    } catch (RuntimeException | Error e) {
      err.println("telnet: " + Messages.internal(e));
      return ExitCode.INTERNAL;
    }
  }

  private int execute(List<String> arguments) throws PortqryException, InterruptedException {
    String first = arguments.isEmpty() ? "" : arguments.get(0);
    if (TelnetHelp.isRequested(first)) {
      TelnetHelp.print(out);
      return 0;
    }
    if (first.equals("--version")) {
      out.println("telnet (portprobe) " + Version.text());
      return 0;
    }
    if (arguments.isEmpty()) {
      throw PortqryException.usage("HOST: missing (expected: telnet HOST [PORT])");
    }
    if (first.startsWith("-")) {
      throw PortqryException.usage(
          SafeText.quote(first) + " (expected: telnet HOST [PORT]; telnet --help has more)");
    }
    if (arguments.size() > 2) {
      throw PortqryException.usage(
          SafeText.quote(arguments.get(2)) + " (expected: telnet HOST [PORT], and no more)");
    }
    Host host = Host.parse("HOST", ADVICE, first.strip());
    String port = arguments.size() > 1 ? arguments.get(1).strip() : DEFAULT_PORT;
    return connect(host, Ports.port("PORT", port));
  }

  private int connect(Host host, int port) throws InterruptedException {
    out.print("Connecting To " + SafeText.line(host.given()) + "...");
    out.flush();
    List<InetAddress> addresses;
    try {
      addresses = resolve(host).get(RESOLUTION.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      return unresolved(cause(e));
    } catch (TimeoutException e) {
      out.println("Failed to resolve name to IP address: timed out after 15 s");
      return ExitCode.RESOLVER;
    }
    List<Failure> failures = new ArrayList<>();
    for (InetAddress address : addresses) {
      TelnetClient client = new TelnetClient(NO_TERMINAL);
      client.setConnectTimeout(Math.toIntExact(times.connect().toMillis()));
      client.setReaderThread(false);
      try {
        client.connect(address, port);
      } catch (IOException e) {
        failures.add(new Failure(address, e));
        continue;
      }
      return converse(client, address, port);
    }
    return failed(host, port, failures);
  }

  private CompletableFuture<List<InetAddress>> resolve(Host host) {
    return host.address().isPresent()
        ? CompletableFuture.completedFuture(List.of(host.address().get()))
        : resolver.resolve(host.name()).toCompletableFuture();
  }

  private record Failure(InetAddress address, IOException cause) {}

  private int unresolved(Throwable cause) {
    out.println("Failed to resolve name to IP address: " + Messages.message(cause));
    return cause instanceof NameResolutionException typed
        ? ExitCode.of(typed.problem())
        : ExitCode.UNRESOLVED;
  }

  private int converse(TelnetClient client, InetAddress address, int port) {
    out.println();
    String status = "Connected to " + AddressText.of(address) + " port " + port;
    out.println(status);
    out.println("Escape character is 'CTRL+]'");
    out.flush();
    try {
      client.setSoTimeout(Math.toIntExact(TelnetSession.POLL.toMillis()));
      return new TelnetSession(client, in, out, status, times.silence()).run();
    } catch (IOException e) {
      out.println("Connection to host lost: " + Messages.message(e));
      return ExitCode.LISTENING;
    } finally {
      close(client);
    }
  }

  private void close(TelnetClient client) {
    try {
      client.disconnect();
    } catch (IOException e) {
      err.println("telnet: the connection was not closed: " + Messages.message(e));
    }
  }

  /** Prints why no connection was made, and returns the code of the port's state. */
  private int failed(Host host, int port, List<Failure> failures) throws InterruptedException {
    out.println("Could not open connection to the host, on port " + port + ": Connect failed");
    if (failures.stream().allMatch(each -> each.cause() instanceof SocketTimeoutException)) {
      failures.forEach(
          each ->
              out.println(
                  "Reason: "
                      + AddressText.of(each.address())
                      + ": timed out after "
                      + times.connect().toSeconds()
                      + " s"));
      return ExitCode.UNDECIDED;
    }
    try (ProbeClient client = clients.get()) {
      ProbeReport report = client.probe(Endpoint.tcp(host.name(), port)).stateOnly().report().get();
      report.attempts().forEach(attempt -> out.println("Reason: " + Reasons.of(attempt)));
      return report.state().isListening() ? ExitCode.LOCAL_FAULT : ExitCode.of(report.state());
    } catch (ExecutionException e) {
      Throwable cause = cause(e);
      err.println("telnet: " + Messages.message(cause));
      return cause instanceof ProbeException ? ExitCode.LOCAL_FAULT : ExitCode.INTERNAL;
    }
  }

  private static Throwable cause(ExecutionException e) {
    return e.getCause() == null ? e : e.getCause();
  }

  /** Prints the help text. */
  public static void printHelp(PrintStream out) {
    TelnetHelp.print(out);
  }
}

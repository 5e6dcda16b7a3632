package io.portprobe.examples.portqry.netsh;

import io.portprobe.Endpoint;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.UnresolvedTargetException;
import io.portprobe.examples.portqry.console.ExitCode;
import io.portprobe.examples.portqry.console.Messages;
import io.portprobe.examples.portqry.console.PortqryException;
import io.portprobe.examples.portqry.console.Reasons;
import io.portprobe.examples.portqry.console.Version;
import io.portprobe.examples.portqry.options.Host;
import io.portprobe.examples.portqry.options.Ports;
import io.portprobe.text.SafeText;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** The command: makes one TCP connection to each server, and sends nothing. */
public final class NetshCommand {
  private static final String USAGE = "netsh diag connect iphost HOST PORT, ieproxy, mail or news";
  private static final String ADVICE = "netsh diag connect iphost %s %s";

  private final PrintStream out;
  private final PrintStream err;
  private final UserEnvironment environment;
  private final Supplier<ProbeClient> clients;

  NetshCommand(
      PrintStream out,
      PrintStream err,
      UserEnvironment environment,
      Supplier<ProbeClient> clients) {
    this.out = out;
    this.err = err;
    this.environment = environment;
    this.clients = clients;
  }

  /** Returns the command with the streams and the settings of this process. */
  public static NetshCommand ofProcess() {
    return printing(System.out, System.err);
  }

  /** Returns the command with the settings of this process. */
  public static NetshCommand printing(PrintStream out, PrintStream err) {
    return new NetshCommand(
        out,
        err,
        UserEnvironment.ofProcess(),
        () -> ProbeClient.builder().withoutDiscovery().build());
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
      err.println("netsh: " + e.getMessage());
      return e.exitCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      err.println("netsh: interrupted");
      return ExitCode.INTERNAL;
    } catch (RuntimeException | Error e) {
      err.println("netsh: " + Messages.internal(e));
      return ExitCode.INTERNAL;
    }
  }

  private int execute(List<String> arguments) throws PortqryException, InterruptedException {
    if (arguments.stream().anyMatch(NetshHelp::isRequested)) {
      NetshHelp.print(out, new Accounts(environment).file().toString());
      return 0;
    }
    if (arguments.equals(List.of("--version"))) {
      out.println("netsh (portprobe) " + Version.text());
      return 0;
    }
    List<String> words = arguments.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
    if (words.size() < 3 || !words.subList(0, 2).equals(List.of("diag", "connect"))) {
      throw wrong(arguments);
    }
    List<String> values = arguments.subList(3, arguments.size());
    String test = words.get(2);
    if (test.equals("iphost")) {
      return connect(List.of(ipHost(values)));
    }
    if (!values.isEmpty()) {
      throw wrong(values);
    }
    return switch (test) {
      case "ieproxy" -> ieProxy();
      case "mail" -> configured(new Accounts(environment).mail(), "mail.in and mail.out");
      case "news" -> configured(new Accounts(environment).news(), "news");
      default -> throw wrong(arguments.subList(2, 3));
    };
  }

  private static PortqryException wrong(List<String> arguments) {
    return PortqryException.usage(
        SafeText.quote(String.join(" ", arguments)) + " (expected: " + USAGE + ")");
  }

  private static Server ipHost(List<String> values) throws PortqryException {
    if (values.size() != 2) {
      throw PortqryException.usage(
          "iphost: "
              + SafeText.quote(String.join(" ", values))
              + " (expected: HOST PORT, for example: netsh diag connect iphost server01 80)");
    }
    Host host = Host.parse("HOST", ADVICE, values.get(0).strip());
    int port = Ports.port("PORT", values.get(1).strip());
    return new Server("IPHost", "Port", Endpoint.tcp(host.name(), port));
  }

  private int ieProxy() throws PortqryException, InterruptedException {
    ProxySettings settings = new ProxySettings(environment);
    settings.script().ifPresent(out::println);
    Optional<Server> server = settings.server();
    if (server.isEmpty()) {
      return notConfigured("proxy", "https_proxy, http_proxy or the proxy settings of the system");
    }
    return connect(List.of(server.get()));
  }

  private int configured(List<Server> servers, String keys) throws InterruptedException {
    return servers.isEmpty()
        ? notConfigured(
            "server",
            keys + " in " + new Accounts(environment).file() + ", or a profile of Thunderbird")
        : connect(servers);
  }

  private int notConfigured(String what, String expected) {
    err.println("netsh: no " + what + " is configured (expected: " + expected + ")");
    return ExitCode.CONFIGURATION;
  }

  private int connect(List<Server> servers) throws InterruptedException {
    int exitCode = ExitCode.LISTENING;
    try (ProbeClient client = clients.get()) {
      for (Server server : servers) {
        exitCode = Math.max(exitCode, connect(client, server));
      }
    }
    return exitCode;
  }

  /** Prints the lines of one server. IPHost has the host before the port, as in Windows. */
  private int connect(ProbeClient client, Server server) throws InterruptedException {
    Endpoint endpoint = server.endpoint();
    String host = SafeText.line(endpoint.host());
    String hostLine = server.hostLabel() + " = " + host;
    String portLine = server.portLabel() + " = " + endpoint.port();
    boolean hostFirst = server.hostLabel().equals("IPHost");
    out.println();
    out.println(server.hostLabel() + " (" + host + ")");
    out.println("    " + (hostFirst ? hostLine : portLine));
    out.println("    " + (hostFirst ? portLine : hostLine));
    out.flush();
    try {
      ProbeReport report = client.probe(endpoint).stateOnly().report().get();
      printPort(report.state().isListening() ? "" + endpoint.port() : "none");
      if (!report.state().isListening()) {
        report.attempts().forEach(attempt -> out.println("    Reason: " + Reasons.of(attempt)));
      }
      return ExitCode.of(report.state());
    } catch (ExecutionException e) {
      printPort("none");
      Throwable cause = e.getCause() == null ? e : e.getCause();
      out.println("    Reason: " + Messages.message(cause));
      if (cause instanceof UnresolvedTargetException unresolved) {
        return ExitCode.of(unresolved.problem());
      }
      return cause instanceof ProbeException ? ExitCode.LOCAL_FAULT : ExitCode.INTERNAL;
    }
  }

  private void printPort(String port) {
    out.println("    Server appears to be running on port(s) [" + port + "]");
  }

  /**
   * Prints the help text.
   *
   * @param file the configuration file that the text names
   */
  public static void printHelp(PrintStream out, String file) {
    NetshHelp.print(out, file);
  }
}

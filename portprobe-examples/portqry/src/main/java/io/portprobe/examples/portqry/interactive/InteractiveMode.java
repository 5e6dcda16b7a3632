package io.portprobe.examples.portqry.interactive;

import io.portprobe.Transport;
import io.portprobe.examples.portqry.console.Console;
import io.portprobe.examples.portqry.console.ExitCode;
import io.portprobe.examples.portqry.console.Messages;
import io.portprobe.examples.portqry.console.Output;
import io.portprobe.examples.portqry.console.PortqryException;
import io.portprobe.examples.portqry.options.Request;
import io.portprobe.examples.portqry.options.Targets;
import io.portprobe.text.SafeText;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The loop that reads commands, from a terminal or from a pipe. */
public final class InteractiveMode {
  private static final List<String> HELP =
      List.of(
          "",
          "node NAME, n NAME             sets the target",
          "query, q                      queries the target with the current values",
          "q SHORTCUT                    queries the ports of a service:",
          "                              " + shortcuts(0),
          "                              " + shortcuts(1),
          "set all                       shows the current values",
          "set port=N, set e=N           sets the port, 1-65535",
          "set sport=N, set sp=N         sets the source port; 0: ephemeral",
          "set protocol=P, set p=P       sets tcp, udp or both",
          "set cn=NAME                   sets the SNMP community, without exclamation marks",
          "set nr                        switches the address-to-name look-up on or off",
          "set sl                        switches the slow link delay on or off",
          "help, ?                       shows this list",
          "exit, quit                    ends portqry; so does the end of the input",
          "");

  /** What the loop uses of the command. */
  public interface Queries {
    /**
     * Runs a query and prints its results.
     *
     * @return its exit code
     */
    int run(Request request) throws InterruptedException;

    /** Returns the service name of a port. */
    Optional<String> service(Transport transport, int port);
  }

  private final Settings settings;
  private final Queries queries;
  private final Console console;
  private final Output output;
  private int exitCode = ExitCode.LISTENING;

  public InteractiveMode(Request request, Queries queries, Console console, Output output) {
    this.settings = new Settings(request);
    this.queries = queries;
    this.console = console;
    this.output = output;
  }

  /**
   * Runs commands until the user exits or the input ends.
   *
   * @return the exit code of the last query; 0 without a query
   */
  public int run() throws InterruptedException {
    output.paragraphs(
        "Portqry Interactive Mode",
        "Type 'help' for a list of commands",
        settings.nodeLine(),
        "Current option values:");
    output.lines(settings.mainLines());
    try {
      Optional<String> line = prompt();
      while (line.isPresent() && !isExit(line.get())) {
        execute(line.get().strip());
        line = output.broken() ? Optional.empty() : prompt();
      }
      return exitCode;
    } catch (IOException e) {
      output.error("standard input cannot be read: " + Messages.reason(e));
      return ExitCode.OUTPUT;
    }
  }

  private Optional<String> prompt() throws IOException {
    output.prompt("> ");
    return console.readLine();
  }

  private static boolean isExit(String line) {
    String word = line.strip().toLowerCase(Locale.ROOT);
    return word.equals("exit") || word.equals("quit");
  }

  private void execute(String line) throws InterruptedException {
    String[] words = line.split("\\s+", 2);
    String argument = words.length > 1 ? words[1] : "";
    try {
      switch (words[0].toLowerCase(Locale.ROOT)) {
        case "" -> {}
        case "help", "?" -> output.lines(HELP);
        case "node", "n" -> node(argument);
        case "query", "q" -> query(argument);
        case "set" -> set(argument);
        default ->
            throw PortqryException.usage(
                SafeText.quote(words[0]) + " (expected: node, query, set, help or exit)");
      }
    } catch (PortqryException e) {
      output.error(String.valueOf(e.getMessage()));
    }
  }

  private void node(String name) throws PortqryException {
    if (!name.isEmpty()) {
      settings.node(name);
    }
    output.paragraphs(settings.nodeLine());
  }

  private void set(String argument) throws PortqryException {
    if (argument.toLowerCase(Locale.ROOT).equals("all")) {
      output.paragraphs(settings.nodeLine(), "Current option values:");
      output.lines(settings.allLines());
    } else {
      output.lines(List.of(settings.set(argument)));
    }
  }

  private void query(String shortcut) throws PortqryException, InterruptedException {
    List<Targets> targets = settings.targets();
    if (!shortcut.isEmpty()) {
      targets = Shortcut.targets(shortcut);
      output.paragraphs("resolving service name using local services file...");
      targets.forEach(this::printServices);
    }
    exitCode = queries.run(settings.request(targets));
  }

  private void printServices(Targets targets) {
    for (int port : targets.ports().numbers()) {
      for (Transport transport : targets.transports()) {
        String label = transport.label().toUpperCase(Locale.ROOT);
        output.lines(
            List.of(
                queries
                    .service(transport, port)
                    .map(name -> label + " port resolved to the '" + name + "' service")
                    .orElse(label + " port " + port + " has no name in the services file")));
      }
    }
  }

  private static String shortcuts(int half) {
    String[] names = Shortcut.names().split(", ");
    int middle = names.length / 2;
    return half == 0
        ? String.join(", ", List.of(names).subList(0, middle)) + ","
        : String.join(", ", List.of(names).subList(middle, names.length));
  }
}

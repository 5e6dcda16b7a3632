package io.portprobe.examples.portprobe.local;

import io.portprobe.examples.portprobe.cli.CommandException;
import io.portprobe.examples.portprobe.cli.Environment;
import io.portprobe.examples.portprobe.cli.ExitCodes;
import io.portprobe.examples.portprobe.cli.Failures;
import io.portprobe.examples.portprobe.cli.Signals;
import io.portprobe.examples.portprobe.format.RunOutput;
import io.portprobe.examples.portprobe.output.json.JsonLine;
import io.portprobe.examples.portqry.console.PortqryException;
import io.portprobe.examples.portqry.local.LocalMode;
import io.portprobe.examples.portqry.local.LocalPortSource;
import io.portprobe.examples.portqry.local.LocalProcess;
import io.portprobe.examples.portqry.local.Mapping;
import io.portprobe.examples.portqry.local.PortTable;
import io.portprobe.examples.portqry.local.PortTableText;
import io.portprobe.text.AddressText;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The subcommand: lists the listening sockets of this computer with their processes. */
@Command(
    name = "local",
    description =
        "Lists what listens on this computer, and which process. It sends nothing. It reads /proc"
            + " on Linux, and uses netstat on Windows and lsof elsewhere.",
    footer = {
      "",
      "The exit code is 0, or 1 if nothing listens with --port or --pid, 130 after a signal ends"
          + " a watch, and 71 if the system lists no sockets or hides the process of --pid.",
      "",
      "Examples:",
      "  portprobe local",
      "  portprobe local --port 8080",
      "  portprobe local --pid 4711 --watch 5",
      "  portprobe local --json | jq -r 'select(.port < 1024) | .process'"
    })
public final class LocalCommand implements Callable<Integer> {
  private static final int MAX_PORT = 65_535;
  private static final int MAX_SECONDS = 86_400;

  @ArgGroup(exclusive = true, multiplicity = "0..1")
  private @Nullable Selection selection;

  @Option(
      names = "--watch",
      paramLabel = "SECONDS",
      description =
          "Check again every so many seconds (1-86400), and print the table at each change, until a"
              + " signal or the end of the process of --pid.")
  private @Nullable Integer seconds;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  private final Environment environment;
  private final LocalPortSource source;

  /** Which sockets are listed. */
  static final class Selection {
    @Option(names = "--port", paramLabel = "N", description = "List only this port, TCP and UDP.")
    private @Nullable Integer port;

    @Option(names = "--pid", paramLabel = "N", description = "List only the ports of this process.")
    private @Nullable Long pid;

    private boolean has(Mapping mapping) {
      return (port == null || mapping.port() == port) && (pid == null || mapping.pid() == pid);
    }
  }

  /** Creates the subcommand. */
  public LocalCommand(Environment environment) {
    this.environment = environment;
    this.source = LocalMode.systemPorts();
  }

  @Override
  public Integer call() throws CommandException, InterruptedException {
    check();
    try {
      PortTable first = read();
      checkProcess();
      print(first);
      if (seconds != null) {
        return watch(first, seconds);
      }
      return selection != null && first.mappings().isEmpty()
          ? ExitCodes.NOT_AS_WANTED
          : ExitCodes.AS_WANTED;
    } catch (PortqryException e) {
      throw new CommandException(e.exitCode(), Failures.message(e));
    }
  }

  private void check() throws CommandException {
    if (seconds != null && (seconds < 1 || seconds > MAX_SECONDS)) {
      throw CommandException.badValue("--watch", Integer.toString(seconds), "1-86400");
    }
    if (selection != null
        && selection.port != null
        && (selection.port < 1 || selection.port > MAX_PORT)) {
      throw CommandException.badValue(
          "--port", Integer.toString(selection.port), "a port, 1-65535");
    }
  }

  private void checkProcess() throws CommandException {
    if (selection == null || selection.pid == null) {
      return;
    }
    long pid = selection.pid;
    if (source.process(pid).isEmpty()) {
      throw CommandException.badValue(
          "--pid", Long.toString(pid), "the id of a process that is running");
    }
    if (!source.isVisible(pid)) {
      throw new CommandException(
          ExitCodes.SYSTEM,
          "--pid: the ports of process "
              + pid
              + " are hidden from this user (expected: a process"
              + " of this user, or portprobe run as root)");
    }
  }

  private PortTable read() throws PortqryException {
    Selection wanted = selection;
    return source.read().only(m -> m.isListening() && (wanted == null || wanted.has(m)));
  }

  private int watch(PortTable first, int interval)
      throws CommandException, PortqryException, InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    Signals.Registration signals = environment.signals().onSignal(stopped::countDown);
    try {
      PortTable printed = first;
      while (!stopped.await(interval, TimeUnit.SECONDS)) {
        PortTable now = read();
        if (!now.mappings().equals(printed.mappings())) {
          print(now);
          printed = now;
        }
        if (selection != null && selection.pid != null && source.process(selection.pid).isEmpty()) {
          return ExitCodes.AS_WANTED;
        }
      }
      return ExitCodes.INTERRUPTED;
    } finally {
      signals.close(); // lets the process end
    }
  }

  private void print(PortTable table) throws CommandException {
    List<String> lines = json ? objects(table) : text(table);
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

  private List<String> text(PortTable table) {
    List<String> lines = new ArrayList<>();
    if (seconds != null) {
      lines.add(Instant.now().toString());
    }
    if (table.mappings().isEmpty()) {
      lines.add("nothing listens");
    }
    lines.addAll(PortTableText.rows(table).stream().skip(1).toList());
    lines.addAll(PortTableText.missing(table));
    return lines;
  }

  private static List<String> objects(PortTable table) {
    String time = Instant.now().toString();
    return table.mappings().stream().map(mapping -> object(mapping, time)).toList();
  }

  private static String object(Mapping mapping, String time) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("time", time);
    map.put("transport", mapping.transport().name());
    map.put("address", AddressText.of(mapping.address()));
    map.put("port", mapping.port());
    map.put("pid", mapping.process().map(LocalProcess::pid).orElse(null));
    map.put("process", mapping.process().map(LocalProcess::name).orElse(null));
    map.put("uid", mapping.uid() < 0 ? null : mapping.uid());
    return JsonLine.of("socket", map).toJson();
  }
}

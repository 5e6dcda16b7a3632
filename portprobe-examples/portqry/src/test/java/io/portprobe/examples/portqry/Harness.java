package io.portprobe.examples.portqry;

import io.portprobe.NameResolver;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.examples.portqry.console.Console;
import io.portprobe.examples.portqry.local.LocalMode;
import io.portprobe.examples.portqry.local.LocalPortSource;
import io.portprobe.examples.portqry.queries.PlugIns;
import io.portprobe.spi.Protocol;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Runs the command in a world made for the test, and keeps what it prints. */
final class Harness {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<FakeClient> clients = new ArrayList<>();
  private Function<FakeClient.SentProbe, CompletableFuture<ProbeReport>> script =
      sent -> FakeReport.now(sent, PortState.LISTENING);
  private NameResolver resolver = host -> addresses("192.0.2.1");
  private Environment.ReverseLookup names = address -> Optional.of("host.example");
  private String typed = "";
  private boolean terminal;
  private PrintStream screen = stream(out);
  private Optional<UnaryOperator<ProbeClient>> realClient = Optional.empty();
  private PlugIns plugIns = PlugIns.of();
  private LocalPortSource ports = LocalMode.systemPorts();

  /** Answers questions by a script; else everything is listening. */
  Harness answering(Function<FakeClient.SentProbe, CompletableFuture<ProbeReport>> script) {
    this.script = script;
    return this;
  }

  /** Answers every question with a state. */
  Harness answering(PortState state) {
    return answering(sent -> FakeReport.now(sent, state));
  }

  /** Finds addresses; else every name is 192.0.2.1. */
  Harness resolving(NameResolver resolver) {
    this.resolver = resolver;
    return this;
  }

  /** Finds names; else every address is host.example. */
  Harness naming(Environment.ReverseLookup names) {
    this.names = names;
    return this;
  }

  /** Uses the network by the real client; names and addresses stay those of the test. */
  Harness probing() {
    return probing(client -> client);
  }

  /** Probes with the real client in a wrapper. */
  Harness probing(UnaryOperator<ProbeClient> wrapper) {
    this.realClient = Optional.of(wrapper);
    return this;
  }

  /** Simulates a user at a terminal who types this. */
  Harness typing(String typed) {
    this.typed = typed;
    this.terminal = true;
    return this;
  }

  /** Adds a plug-in; else there is none. */
  Harness plugIn(Protocol protocol) {
    this.plugIns = PlugIns.of(protocol);
    return this;
  }

  /** Prints to a stream of the test's. */
  Harness printing(PrintStream screen) {
    this.screen = screen;
    return this;
  }

  /** Reads the ports of a computer of the test's; else those of this system. */
  Harness ports(LocalPortSource ports) {
    this.ports = ports;
    return this;
  }

  /** Runs the command; its exit code. */
  int run(String... arguments) {
    return new Portqry(environment()).run(arguments);
  }

  private Environment environment() {
    return new Environment(
        (known, window) -> {
          if (realClient.isPresent()) {
            return realClient
                .get()
                .apply(ProbeClient.builder().resolver(known).window(window).build());
          }
          FakeClient client = new FakeClient(script);
          clients.add(client);
          return client;
        },
        resolver,
        names,
        () -> "MYCOMPUTER",
        () -> plugIns,
        screen,
        new Console(
            new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
            stream(err),
            terminal,
            terminal),
        () -> LocalDateTime.of(2003, 7, 12, 9, 5, 3),
        () -> ports);
  }

  /** Standard output, with plain line ends. */
  String out() {
    return text(out);
  }

  /** Error output, with plain line ends. */
  String err() {
    return text(err);
  }

  /** What was sent. */
  List<FakeClient.SentProbe> sent() {
    return clients.stream().flatMap(client -> client.sent().stream()).toList();
  }

  /** The clients that were made. */
  List<FakeClient> clients() {
    return clients;
  }

  /** A finished look-up. */
  static CompletableFuture<List<InetAddress>> addresses(String... literals) {
    try {
      List<InetAddress> addresses = new ArrayList<>();
      for (String literal : literals) {
        addresses.add(InetAddress.getByName(literal));
      }
      return CompletableFuture.completedFuture(addresses);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, false, StandardCharsets.UTF_8);
  }
}

package io.portprobe.examples.portqry.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.Transport;
import io.portprobe.examples.portqry.console.Console;
import io.portprobe.examples.portqry.console.Output;
import io.portprobe.examples.portqry.console.PortqryException;
import io.portprobe.examples.portqry.console.Progress;
import io.portprobe.examples.portqry.options.LocalRequest;
import io.portprobe.examples.portqry.options.LocalRequest.Kind;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A watch of a computer whose ports the test changes. */
class WatchTest {
  private static final LocalProcess JAVA = new LocalProcess(4711, "java");
  private static final LocalProcess OTHER = new LocalProcess(42, "other");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Computer computer = new Computer();
  private int checks;

  /** A computer that has a different table at each reading, and keeps the last one. */
  private static final class Computer implements LocalPortSource {
    private final Deque<List<Mapping>> tables = new ArrayDeque<>();
    private boolean running = true;
    private boolean visible = true;

    @Override
    public PortTable read() {
      List<Mapping> next = tables.size() > 1 ? tables.remove() : tables.element();
      return new PortTable(next, List.of());
    }

    @Override
    public Optional<LocalProcess> process(long pid) {
      return running ? Optional.of(new LocalProcess(pid, "java")) : Optional.empty();
    }

    @Override
    public boolean isVisible(long pid) {
      return visible;
    }

    @Override
    public Optional<String> service(long pid) {
      return Optional.empty();
    }

    @Override
    public Optional<List<String>> modules(long pid) {
      return Optional.empty();
    }
  }

  private static Mapping tcp(int port, String state, String remote, LocalProcess process) {
    InetAddress address;
    try {
      address = InetAddress.getByName("127.0.0.1");
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
    return new Mapping(Transport.TCP, address, port, state, remote, 1000, Optional.of(process));
  }

  private static final Mapping SERVER = tcp(8080, "LISTENING", "*:*", JAVA);
  private static final Mapping CONNECTION = tcp(8080, "ESTABLISHED", "192.0.2.1:50000", JAVA);
  private static final Mapping ELSEWHERE = tcp(8081, "LISTENING", "*:*", OTHER);

  private List<String> watch(Kind kind, long number, boolean verbose, LocalMode.StopKey stopKey)
      throws Exception {
    PrintStream screen = new PrintStream(out, true, StandardCharsets.UTF_8);
    Output output =
        new Output(
            Optional.of(screen),
            Optional.empty(),
            new Console(InputStream.nullInputStream(), screen, false, false),
            new Progress(Optional.empty(), System::nanoTime));
    new LocalMode(
            new LocalRequest(kind, number, Duration.ofSeconds(7), Optional.empty(), false, verbose),
            computer,
            output,
            () -> LocalDateTime.of(2003, 7, 12, 9, 5, 3),
            stopKey)
        .run();
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private LocalMode.StopKey stopAfter(int all) {
    return time -> {
      assertThat(time).isEqualTo(Duration.ofSeconds(7));
      return ++checks < all ? Optional.empty() : Optional.of("escape key pressed");
    };
  }

  @Test
  @DisplayName("A watch prints the port at the beginning and at each change, and no other port")
  void changes() throws Exception {
    computer.tables.add(List.of(SERVER));
    computer.tables.add(List.of(SERVER, ELSEWHERE)); // no change of the watched port
    computer.tables.add(List.of(SERVER, CONNECTION, ELSEWHERE));
    computer.tables.add(List.of(SERVER, CONNECTION));
    computer.tables.add(List.of());

    List<String> lines = watch(Kind.WATCH_PORT, 8080, false, stopAfter(4));

    assertThat(lines)
        .startsWith("", "Watching port: 8080", "", "Checking for changes every 7 seconds")
        .endsWith("", "escape key pressed: stopped watching port 8080");
    assertThat(lines).filteredOn("============"::equals).hasSize(3);
    assertThat(lines)
        .containsSubsequence(
            "TCP mappings: 1", "TCP mappings: 2", "no socket uses the watched ports");
    assertThat(lines).noneMatch(line -> line.contains("8081"));
  }

  @Test
  @DisplayName("A changed state of a connection is a change")
  void changedState() throws Exception {
    computer.tables.add(List.of(CONNECTION));
    computer.tables.add(List.of(tcp(8080, "CLOSE WAIT", "192.0.2.1:50000", JAVA)));

    assertThat(watch(Kind.WATCH_PORT, 8080, false, stopAfter(1)))
        .containsSubsequence(
            "4711:java    TCP 8080  127.0.0.1  ESTABLISHED  192.0.2.1:50000",
            "4711:java    TCP 8080  127.0.0.1  CLOSE WAIT  192.0.2.1:50000");
  }

  @Test
  @DisplayName("The watch of a process ends with the process")
  void processEnds() throws Exception {
    computer.tables.add(List.of(SERVER, ELSEWHERE));
    computer.tables.add(List.of(ELSEWHERE));

    List<String> lines =
        watch(
            Kind.WATCH_PROCESS,
            4711,
            false,
            time -> {
              computer.running = false;
              return Optional.empty();
            });

    assertThat(lines)
        .contains("Watching process: 4711")
        .endsWith("", "process ended: stopped watching process 4711");
    assertThat(lines).noneMatch(line -> line.contains("8081"));
  }

  @Test
  @DisplayName("-v prints the modules of the processes at each change")
  void verbose() throws Exception {
    computer.tables.add(List.of(SERVER));

    assertThat(watch(Kind.WATCH_PORT, 8080, true, stopAfter(1)))
        .containsSubsequence(
            "verbose output requested",
            "Port and Module Information by Process",
            "Process ID: 4711 (java)",
            "Could not access module information for this process");
  }

  @Test
  @DisplayName("A process whose ports are hidden is an error, not an empty table")
  void hiddenProcess() {
    computer.tables.add(List.of());
    computer.visible = false;

    assertThatThrownBy(() -> watch(Kind.WATCH_PROCESS, 1, false, stopAfter(1)))
        .isInstanceOfSatisfying(PortqryException.class, e -> assertThat(e.exitCode()).isEqualTo(71))
        .hasMessageStartingWith("-wpid: the ports of process 1 are hidden from this user");
  }
}

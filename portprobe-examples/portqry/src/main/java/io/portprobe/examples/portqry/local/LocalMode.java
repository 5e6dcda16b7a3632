package io.portprobe.examples.portqry.local;

import io.portprobe.examples.portqry.console.Output;
import io.portprobe.examples.portqry.console.PortqryException;
import io.portprobe.examples.portqry.console.SystemDate;
import io.portprobe.examples.portqry.options.LocalRequest;
import io.portprobe.local.LocalSockets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Prints the ports of this computer, once or at each change. */
public final class LocalMode {
  private final LocalRequest request;
  private final LocalPortSource source;
  private final Output output;
  private final Supplier<LocalDateTime> clock;
  private final StopKey stopKey;

  /**
   * Creates the mode.
   *
   * @param request the options of the run
   * @param source the ports of this computer
   * @param clock the local time
   * @param stopKey ends a watch
   */
  public LocalMode(
      LocalRequest request,
      LocalPortSource source,
      Output output,
      Supplier<LocalDateTime> clock,
      StopKey stopKey) {
    this.request = request;
    this.source = source;
    this.output = output;
    this.clock = clock;
    this.stopKey = stopKey;
  }

  /** Returns the ports of this system: from {@code /proc}, or as the library lists them. */
  public static LocalPortSource systemPorts() {
    return Files.isReadable(Path.of("/proc/net/tcp"))
        ? ProcPorts.ofSystem()
        : new ListedPorts(LocalSockets::now, System.getProperty("os.name", "this system"));
  }

  /** Waits for the key that ends a watch. */
  @FunctionalInterface
  public interface StopKey {
    /**
     * Waits for the key.
     *
     * @return why the watch ends, for example {@code "escape key pressed"}; empty after the time
     */
    Optional<String> await(Duration time) throws InterruptedException;
  }

  /**
   * Lists the ports, or watches them until the user or the process ends.
   *
   * @throws PortqryException if the system does not list its ports, or hides the process
   */
  public void run() throws PortqryException, InterruptedException {
    switch (request.kind()) {
      case LIST -> list();
      case WATCH_PORT -> watch("port", mapping -> mapping.port() == request.number());
      case WATCH_PROCESS -> {
        checkProcess();
        watch("process", mapping -> mapping.pid() == request.number());
      }
    }
  }

  private void list() throws PortqryException {
    PortTable table = source.read();
    output.lines(PortTableText.summary(table));
    if (request.verbose()) {
      output.lines(PortTableText.details(table, source));
    }
  }

  private void checkProcess() throws PortqryException {
    long pid = request.number();
    source.read(); // a system without a table of ports has none of processes either
    if (source.process(pid).isEmpty()) {
      throw PortqryException.badValue(
          "-wpid", Long.toString(pid), "the id of a process that is running");
    }
    if (!source.isVisible(pid)) {
      throw PortqryException.local(
          "-wpid: the ports of process "
              + pid
              + " are hidden from this user (expected: a process of this user, or portqry run as"
              + " root)");
    }
  }

  private void watch(String what, Predicate<Mapping> wanted)
      throws PortqryException, InterruptedException {
    long seconds = request.interval().toSeconds();
    output.paragraphs(
        "Watching " + what + ": " + request.number(),
        "Checking for changes every " + seconds + (seconds == 1 ? " second" : " seconds"));
    if (request.verbose()) {
      output.paragraphs("verbose output requested");
    }
    PortTable printed = source.read().only(wanted);
    print(printed);
    Optional<String> end = Optional.empty();
    while (end.isEmpty() && !output.broken()) {
      end = stopKey.await(request.interval());
      PortTable now = source.read().only(wanted);
      if (!now.mappings().equals(printed.mappings())) {
        print(now);
        printed = now;
      }
      if (end.isEmpty() && isProcessGone()) {
        end = Optional.of("process ended");
      }
    }
    end.ifPresent(
        why -> output.paragraphs(why + ": stopped watching " + what + " " + request.number()));
  }

  private boolean isProcessGone() {
    return request.kind() == LocalRequest.Kind.WATCH_PROCESS
        && source.process(request.number()).isEmpty();
  }

  private void print(PortTable table) {
    output.lines(List.of("", "============", "", "System Date: " + SystemDate.text(clock.get())));
    output.lines(
        table.mappings().isEmpty()
            ? List.of("", "no socket uses the watched ports")
            : PortTableText.rows(table));
    output.lines(PortTableText.statistics(table));
    List<String> missing = PortTableText.missing(table);
    if (!missing.isEmpty()) {
      output.lines(missing);
    }
    if (request.verbose()) {
      output.lines(PortTableText.details(table, source));
    }
  }
}

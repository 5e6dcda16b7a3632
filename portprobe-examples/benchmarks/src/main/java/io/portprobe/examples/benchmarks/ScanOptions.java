package io.portprobe.examples.benchmarks;

import io.portprobe.IoMode;
import io.portprobe.ProbeClient;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * The targets and settings of a scan, parsed by picocli. Defined by calls instead of annotations:
 * reflection on annotations takes longer than a scan of a thousand ports.
 */
final class ScanOptions {
  private HostRange hosts = new HostRange(0x7f000001L, 1);
  private PortRange ports = new PortRange(1, 65_535);
  private boolean udp;
  private int timeout = 1_000;
  private int window = 2_000;
  private IoMode transport = IoMode.AUTO;
  private int loops = Math.min(4, Runtime.getRuntime().availableProcessors());
  private boolean adaptive;
  private boolean each;

  /** Adds all options to a command. */
  void addTo(CommandSpec command) {
    addTargetTo(command);
    addRestTo(command);
  }

  /** Adds the hosts and ports to a command. */
  void addTargetTo(CommandSpec command) {
    command
        .addPositional(
            PositionalParamSpec.builder()
                .index("0")
                .paramLabel("HOSTS")
                .required(true)
                .description("ADDRESS, or ADDRESS+COUNT")
                .type(HostRange.class)
                .initialValue(hosts)
                .converters(text -> checked(HostRange::parse, text))
                .setter(to(HostRange.class, value -> hosts = value))
                .build())
        .addPositional(
            PositionalParamSpec.builder()
                .index("1")
                .paramLabel("PORTS")
                .required(true)
                .description("PORT, or FIRST-LAST")
                .type(PortRange.class)
                .initialValue(ports)
                .converters(text -> checked(PortRange::parse, text))
                .setter(to(PortRange.class, value -> ports = value))
                .build());
  }

  private void addRestTo(CommandSpec command) {
    command
        .addOption(flag("--udp", "send empty UDP datagrams", value -> udp = value))
        .addOption(number("--timeout", "MS", "milliseconds for a probe", timeout, v -> timeout = v))
        .addOption(number("--window", "N", "probes in flight", window, v -> window = v))
        .addOption(
            OptionSpec.builder("--transport")
                .paramLabel("io_uring|epoll|nio")
                .description("transport of the event loops (default: the best one available)")
                .type(IoMode.class)
                .initialValue(transport)
                .converters(text -> checked(ScanOptions::transport, text))
                .setter(to(IoMode.class, value -> transport = value))
                .build())
        .addOption(number("--loops", "N", "event loops", loops, value -> loops = value))
        .addOption(flag("--adaptive", "timeouts derived from round-trip times", v -> adaptive = v))
        .addOption(flag("--each", "use single probes instead of a scan", v -> each = v));
  }

  private static OptionSpec flag(String name, String what, Consumer<Boolean> field) {
    return OptionSpec.builder(name)
        .description(what)
        .type(Boolean.class)
        .initialValue(false)
        .arity("0")
        .setter(to(Boolean.class, field))
        .build();
  }

  private static OptionSpec number(
      String name, String label, String what, int usual, Consumer<Integer> field) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .description(what + " (default: " + usual + ")")
        .type(Integer.class)
        .initialValue(usual)
        .setter(to(Integer.class, field))
        .build();
  }

  private static <T> ISetter to(Class<T> type, Consumer<T> field) {
    return new ISetter() {
      @Override
      public <V> V set(V value) {
        field.accept(type.cast(value));
        return value;
      }
    };
  }

  private static <T> T checked(Function<String, T> reader, String text) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  private static IoMode transport(String text) {
    try {
      return IoMode.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--transport: " + text + " (expected: io_uring, epoll, kqueue, nio or auto)", e);
    }
  }

  HostRange hosts() {
    return hosts;
  }

  PortRange ports() {
    return ports;
  }

  boolean isUdp() {
    return udp;
  }

  boolean isEach() {
    return each;
  }

  Duration timeout() {
    return Duration.ofMillis(timeout);
  }

  int window() {
    return window;
  }

  boolean isAdaptive() {
    return adaptive;
  }

  long probes() {
    return hosts.count() * ports.count();
  }

  /** Creates a client with these event loops. */
  ProbeClient client() {
    return ProbeClient.builder()
        .ioMode(transport)
        .eventLoops(loops)
        .window(window)
        .withoutDiscovery()
        .build();
  }

  /** Creates a scanner and its client. */
  Scanner scanner() {
    return each ? new SingleProbeScanner(this) : new BulkScanner(this);
  }
}

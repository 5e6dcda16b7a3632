package io.portprobe.examples.portqry.options;

import io.portprobe.examples.portqry.console.PortqryException;
import io.portprobe.examples.portqry.options.LocalRequest.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Builds a {@link LocalRequest} from parsed options, and checks the rules that span options. */
public final class LocalArgumentReader {
  private static final String DEFAULT_SECONDS = "60";
  private static final int MAX_SECONDS = 1_200;

  /** The highest process id of Linux. */
  private static final int MAX_PID = 4_194_304;

  private static final List<String> MODES =
      List.of(Syntax.LOCAL, Syntax.WATCH_PORT, Syntax.WATCH_PROCESS);
  private static final List<String> OF_PROBES =
      List.of(
          Syntax.HOST,
          Syntax.PROTOCOL,
          Syntax.PORT,
          Syntax.RANGE,
          Syntax.LIST,
          Syntax.SLOW,
          Syntax.NO_REVERSE,
          Syntax.NO_REVERSE_OR_INTERACTIVE,
          Syntax.ANY,
          Syntax.SOURCE_PORT,
          Syntax.COMMUNITY,
          Syntax.SERVICES);

  private final OptionValues values;

  private LocalArgumentReader(OptionValues values) {
    this.values = values;
  }

  /** Returns whether one of the options of the local mode is given. */
  public static boolean isLocal(Arguments parsed) {
    return parsed.has(Syntax.LOCAL)
        || parsed.has(Syntax.WATCH_PORT)
        || parsed.has(Syntax.WATCH_PROCESS)
        || parsed.has(Syntax.WATCH_TIME);
  }

  /**
   * Reads the options.
   *
   * @throws PortqryException if a value is invalid or options conflict
   */
  public static LocalRequest read(Arguments parsed) throws PortqryException {
    return new LocalArgumentReader(new OptionValues(parsed)).request();
  }

  private LocalRequest request() throws PortqryException {
    String mode = mode();
    checkProbeOptions(mode);
    Optional<String> time = values.word(Syntax.WATCH_TIME);
    if (time.isPresent() && mode.equals(Syntax.LOCAL)) {
      throw conflict(Syntax.WATCH_TIME + " with " + Syntax.LOCAL, "-wt with -wport or with -wpid");
    }
    int seconds =
        number(Syntax.WATCH_TIME, time.orElse(DEFAULT_SECONDS), MAX_SECONDS, "seconds, 1-1200");
    String value = mode.equals(Syntax.LOCAL) ? "" : values.word(mode).orElse("");
    return new LocalRequest(
        switch (mode) {
          case Syntax.LOCAL -> Kind.LIST;
          case Syntax.WATCH_PORT -> Kind.WATCH_PORT;
          default -> Kind.WATCH_PROCESS;
        },
        switch (mode) {
          case Syntax.LOCAL -> 0;
          case Syntax.WATCH_PORT -> Ports.port(mode, value);
          default -> number(mode, value, MAX_PID, "a process id, 1-" + MAX_PID);
        },
        Duration.ofSeconds(seconds),
        values.file(Syntax.LOG),
        values.given(Syntax.QUIET) || values.given(Syntax.OVERWRITE),
        values.given(Syntax.VERBOSE));
  }

  private String mode() throws PortqryException {
    List<String> given = MODES.stream().filter(values::given).toList();
    if (given.isEmpty()) {
      throw PortqryException.usage("-wt alone: conflict (expected: -wt with -wport or with -wpid)");
    }
    if (given.size() > 1) {
      throw conflict(String.join(" with ", given), "one of -local, -wport and -wpid");
    }
    return given.get(0);
  }

  private void checkProbeOptions(String mode) throws PortqryException {
    for (String option : OF_PROBES) {
      if (values.given(option)) {
        throw conflict(
            mode + " with " + option, "in the local mode -l, -y, -v and, for a watch, -wt");
      }
    }
  }

  private static PortqryException conflict(String options, String expected) {
    return PortqryException.usage(options + ": conflict (expected: " + expected + ")");
  }

  private static int number(String option, String value, int highest, String expected)
      throws PortqryException {
    int number = Ports.number(value);
    if (number < 1 || number > highest) {
      throw PortqryException.badValue(option, value, expected);
    }
    return number;
  }
}

package io.portprobe.examples.portqry.options;

import io.portprobe.Transport;
import io.portprobe.examples.portqry.console.PortqryException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Builds a {@link Request} from parsed options, and checks the rules that span options. */
public final class ArgumentReader {
  /** The target of the interactive mode, until the user sets one. */
  private static final String DEFAULT_NODE = "127.0.0.1";

  private final Arguments parsed;
  private final OptionValues values;

  private ArgumentReader(Arguments parsed) {
    this.parsed = parsed;
    this.values = new OptionValues(parsed);
  }

  /**
   * Reads the options.
   *
   * @throws PortqryException if a value is invalid or options conflict
   */
  public static Request read(Arguments parsed) throws PortqryException {
    return new ArgumentReader(parsed).request();
  }

  /**
   * Returns whether the options start the interactive mode: {@code -i} without a target. With one,
   * {@code -i} is an option of version 1 and means no reverse lookup.
   */
  public static boolean isInteractive(Arguments parsed) {
    return parsed.has(Syntax.NO_REVERSE_OR_INTERACTIVE) && !parsed.has(Syntax.HOST);
  }

  private Request request() throws PortqryException {
    boolean interactive = isInteractive(parsed);
    if (interactive) {
      checkInteractive();
    }
    Host host =
        Host.parse(
            interactive
                ? DEFAULT_NODE
                : values.word(Syntax.HOST).orElseThrow(ArgumentReader::noHost));
    List<Transport> transports =
        Transports.parse(Syntax.PROTOCOL, values.word(Syntax.PROTOCOL).orElse("tcp"));
    Ports ports = ports();
    boolean quiet = values.given(Syntax.QUIET);
    boolean any = values.given(Syntax.ANY);
    if (quiet && !any) {
      checkQuiet(transports);
    }
    return new Request(
        host,
        List.of(new Targets(transports, ports)),
        sourcePort(),
        Community.parse(
            Syntax.COMMUNITY, values.word(Syntax.COMMUNITY).orElse(Community.defaultName())),
        values.file(Syntax.LOG),
        quiet || values.given(Syntax.OVERWRITE),
        values.file(Syntax.SERVICES),
        values.given(Syntax.SLOW),
        !values.given(Syntax.NO_REVERSE)
            && (interactive || !values.given(Syntax.NO_REVERSE_OR_INTERACTIVE)),
        quiet,
        any,
        values.given(Syntax.VERBOSE));
  }

  private void checkInteractive() throws PortqryException {
    for (String option : List.of(Syntax.RANGE, Syntax.LIST, Syntax.QUIET, Syntax.ANY)) {
      if (values.given(option)) {
        throw PortqryException.usage(
            "-i with "
                + option
                + ": conflict (expected: -n HOST, or in the interactive mode -e, -p, -sp, -cn,"
                + " -nr, -sl, -l, -y, -v)");
      }
    }
  }

  private static PortqryException noHost() {
    return PortqryException.usage("-n: missing (expected: -n HOST, the name or address to probe)");
  }

  private Ports ports() throws PortqryException {
    List<String> given =
        Stream.of(Syntax.PORT, Syntax.RANGE, Syntax.LIST).filter(values::given).toList();
    if (given.size() > 1) {
      throw PortqryException.usage(
          String.join(" with ", given) + ": conflict (expected: one of -e, -r and -o)");
    }
    if (given.isEmpty()) {
      return Ports.DEFAULT;
    }
    String text = values.word(given.get(0)).orElseThrow();
    return switch (given.get(0)) {
      case Syntax.PORT -> Ports.single(text);
      case Syntax.RANGE -> Ports.range(text);
      default -> Ports.list(text);
    };
  }

  private void checkQuiet(List<Transport> transports) throws PortqryException {
    String with = "";
    if (values.given(Syntax.RANGE)) {
      with = Syntax.RANGE;
    } else if (values.given(Syntax.LIST)) {
      with = Syntax.LIST;
    } else if (transports.size() > 1) {
      with = "-p both";
    }
    if (!with.isEmpty()) {
      throw PortqryException.usage(
          "-q with "
              + with
              + ": conflict (expected: -q with one port, -e, and one transport, or --any)");
    }
  }

  private OptionalInt sourcePort() throws PortqryException {
    Optional<String> value = values.word(Syntax.SOURCE_PORT);
    return value.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(Ports.port(Syntax.SOURCE_PORT, value.get()));
  }
}

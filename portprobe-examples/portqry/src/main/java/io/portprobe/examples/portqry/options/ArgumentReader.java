package io.portprobe.examples.portqry.options;

import io.portprobe.Transport;
import io.portprobe.examples.portqry.console.PortqryException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import picocli.CommandLine.ParseResult;

/** Builds a {@link Request} from parsed options, and checks the rules that span options. */
public final class ArgumentReader {
  /** The target of the interactive mode, until the user sets one. */
  private static final String DEFAULT_NODE = "127.0.0.1";

  private final ParseResult parsed;

  private ArgumentReader(ParseResult parsed) {
    this.parsed = parsed;
  }

  /**
   * Reads the options.
   *
   * @throws PortqryException if a value is invalid or options conflict
   */
  public static Request read(ParseResult parsed) throws PortqryException {
    return new ArgumentReader(parsed).request();
  }

  /**
   * Returns whether the options start the interactive mode: {@code -i} without a target. With one,
   * {@code -i} is an option of version 1 and means no reverse lookup.
   */
  public static boolean isInteractive(ParseResult parsed) {
    return parsed.hasMatchedOption(Syntax.NO_REVERSE_OR_INTERACTIVE)
        && !parsed.hasMatchedOption(Syntax.HOST);
  }

  private Request request() throws PortqryException {
    boolean interactive = isInteractive(parsed);
    if (interactive) {
      checkInteractive();
    }
    Host host =
        Host.parse(
            interactive ? DEFAULT_NODE : word(Syntax.HOST).orElseThrow(ArgumentReader::noHost));
    List<Transport> transports =
        Transports.parse(Syntax.PROTOCOL, word(Syntax.PROTOCOL).orElse("tcp"));
    Ports ports = ports();
    boolean quiet = given(Syntax.QUIET);
    boolean any = given(Syntax.ANY);
    if (quiet && !any) {
      checkQuiet(transports);
    }
    return new Request(
        host,
        List.of(new Targets(transports, ports)),
        sourcePort(),
        Community.parse(Syntax.COMMUNITY, word(Syntax.COMMUNITY).orElse(Community.defaultName())),
        file(Syntax.LOG),
        quiet || given(Syntax.OVERWRITE),
        file(Syntax.SERVICES),
        given(Syntax.SLOW),
        !given(Syntax.NO_REVERSE) && (interactive || !given(Syntax.NO_REVERSE_OR_INTERACTIVE)),
        quiet,
        any,
        given(Syntax.VERBOSE));
  }

  private void checkInteractive() throws PortqryException {
    for (String option : List.of(Syntax.RANGE, Syntax.LIST, Syntax.QUIET, Syntax.ANY)) {
      if (given(option)) {
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
        Stream.of(Syntax.PORT, Syntax.RANGE, Syntax.LIST).filter(this::given).toList();
    if (given.size() > 1) {
      throw PortqryException.usage(
          String.join(" with ", given) + ": conflict (expected: one of -e, -r and -o)");
    }
    if (given.isEmpty()) {
      return Ports.DEFAULT;
    }
    String text = word(given.get(0)).orElseThrow();
    return switch (given.get(0)) {
      case Syntax.PORT -> Ports.single(text);
      case Syntax.RANGE -> Ports.range(text);
      default -> Ports.list(text);
    };
  }

  private void checkQuiet(List<Transport> transports) throws PortqryException {
    String with = "";
    if (given(Syntax.RANGE)) {
      with = Syntax.RANGE;
    } else if (given(Syntax.LIST)) {
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
    Optional<String> value = word(Syntax.SOURCE_PORT);
    return value.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(Ports.port(Syntax.SOURCE_PORT, value.get()));
  }

  private Optional<Path> file(String option) throws PortqryException {
    Optional<String> value = value(option);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path path = Path.of(value.get());
      if (path.getFileName() != null && !value.get().isBlank()) {
        return Optional.of(path);
      }
      throw PortqryException.badValue(option, value.get(), "a file name");
    } catch (InvalidPathException e) {
      throw PortqryException.badValue(option, value.get(), "a file name");
    }
  }

  private boolean given(String option) {
    return parsed.hasMatchedOption(option);
  }

  /** Returns a value without blanks around it, or the carriage return of a line of Windows. */
  private Optional<String> word(String option) {
    return value(option).map(String::strip);
  }

  private Optional<String> value(String option) {
    return given(option)
        ? Optional.of(parsed.<String>matchedOptionValue(option, ""))
        : Optional.empty();
  }
}

package io.portprobe.examples.portqry.options;

import io.portprobe.Transport;
import io.portprobe.examples.portqry.console.PortqryException;
import io.portprobe.examples.portqry.snmp.SnmpProtocol;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.ParseResult;

/** Builds a {@link Request} from parsed options, and checks the rules that span options. */
public final class ArgumentReader {
  private static final Pattern COMMUNITY = Pattern.compile("!(.*)!", Pattern.DOTALL);

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

  private Request request() throws PortqryException {
    Host host = Host.parse(word(Syntax.HOST).orElseThrow(ArgumentReader::noHost));
    List<Transport> transports = transports();
    Ports ports = ports();
    boolean quiet = given(Syntax.QUIET);
    boolean any = given(Syntax.ANY);
    if (quiet && !any) {
      checkQuiet(transports);
    }
    return new Request(
        host,
        transports,
        ports,
        sourcePort(),
        community(),
        file(Syntax.LOG),
        quiet || given(Syntax.OVERWRITE),
        file(Syntax.SERVICES),
        given(Syntax.SLOW),
        !given(Syntax.NO_REVERSE),
        quiet,
        any);
  }

  private static PortqryException noHost() {
    return PortqryException.usage("-n: missing (expected: -n HOST, the name or address to probe)");
  }

  private List<Transport> transports() throws PortqryException {
    String protocol = word(Syntax.PROTOCOL).orElse("tcp");
    return switch (protocol.toLowerCase(Locale.ROOT)) {
      case "tcp" -> List.of(Transport.TCP);
      case "udp" -> List.of(Transport.UDP);
      case "both" -> List.of(Transport.TCP, Transport.UDP);
      default -> throw PortqryException.badValue(Syntax.PROTOCOL, protocol, "tcp, udp or both");
    };
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

  /** PortQry writes the name between exclamation marks; they may be left out. */
  private String community() throws PortqryException {
    String given = word(Syntax.COMMUNITY).orElse(SnmpProtocol.COMMUNITY.defaultValue());
    Matcher quoted = COMMUNITY.matcher(given);
    String name = quoted.matches() ? quoted.group(1) : given;
    try {
      SnmpProtocol.COMMUNITY.checkValue(name);
    } catch (IllegalArgumentException e) {
      throw PortqryException.badValue(
          Syntax.COMMUNITY, given, "a community name of 1-255 bytes, for example !public!");
    }
    return name;
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

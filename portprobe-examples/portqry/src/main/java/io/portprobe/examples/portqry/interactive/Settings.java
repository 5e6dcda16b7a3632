package io.portprobe.examples.portqry.interactive;

import io.portprobe.Transport;
import io.portprobe.examples.portqry.console.PortqryException;
import io.portprobe.examples.portqry.options.Community;
import io.portprobe.examples.portqry.options.Host;
import io.portprobe.examples.portqry.options.Ports;
import io.portprobe.examples.portqry.options.Request;
import io.portprobe.examples.portqry.options.Targets;
import io.portprobe.examples.portqry.options.Transports;
import io.portprobe.text.SafeText;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** The values that {@code node} and {@code set} change. Used by one thread. */
final class Settings {
  private static final String EXPECTED =
      "all, port=N, sport=N, protocol=tcp|udp|both, cn=NAME, nr or sl";
  private static final String SOURCE_PORT = "a port, 1-65535, or 0 for an ephemeral port";

  private final Request base;
  private Host host;
  private Ports port;
  private List<Transport> transports;
  private OptionalInt sourcePort;
  private String community;
  private boolean reverse;
  private boolean slow;

  /** Creates settings with the values of the command line. */
  Settings(Request request) {
    Targets targets = request.targets().get(0);
    this.base = request;
    this.host = request.host();
    this.port = targets.ports();
    this.transports = targets.transports();
    this.sourcePort = request.sourcePort();
    this.community = request.community();
    this.reverse = request.reverse();
    this.slow = request.slow();
  }

  /** Sets the target. */
  void node(String value) throws PortqryException {
    host = Host.parse(value);
  }

  /** Returns the line about the target. */
  String nodeLine() {
    return "Default Node: " + SafeText.line(host.given());
  }

  /**
   * Changes one setting.
   *
   * @param assignment {@code name=value}, or the name of a switch
   * @return the line about the new value
   */
  String set(String assignment) throws PortqryException {
    int equals = assignment.indexOf('=');
    String name = (equals < 0 ? assignment : assignment.substring(0, equals)).strip();
    String key = name.toLowerCase(Locale.ROOT);
    if (equals < 0) {
      return toggle(key, name);
    }
    String value = assignment.substring(equals + 1).strip();
    switch (key) {
      case "port", "e" -> port = new Ports(List.of(Ports.port("port", value)), false);
      case "sport", "sp" ->
          sourcePort =
              value.equals("0")
                  ? OptionalInt.empty()
                  : OptionalInt.of(Ports.port("sport", value, SOURCE_PORT));
      case "protocol", "p" -> transports = Transports.parse("protocol", value);
      case "cn" -> community = Community.parse("cn", value);
      default -> throw PortqryException.badValue("set", name, EXPECTED);
    }
    return switch (key) {
      case "port", "e" -> portLine();
      case "sport", "sp" -> sourcePortLine();
      case "protocol", "p" -> protocolLine();
      default -> communityLine();
    };
  }

  private String toggle(String key, String name) throws PortqryException {
    switch (key) {
      case "nr" -> {
        reverse = !reverse;
        return reverseLine();
      }
      case "sl" -> {
        slow = !slow;
        return slowLine();
      }
      default -> throw PortqryException.badValue("set", name, EXPECTED);
    }
  }

  /** Returns the lines that are printed at the start. */
  List<String> mainLines() {
    return List.of(portLine(), protocolLine(), sourcePortLine());
  }

  /** Returns the lines of {@code set all}. */
  List<String> allLines() {
    return List.of(
        portLine(), protocolLine(), sourcePortLine(), communityLine(), reverseLine(), slowLine());
  }

  private String portLine() {
    return "end port= " + port.numbers().get(0);
  }

  private String protocolLine() {
    return "protocol= " + Transports.label(transports);
  }

  private String sourcePortLine() {
    return "source port= " + (sourcePort.isEmpty() ? "0 (ephemeral)" : sourcePort.getAsInt());
  }

  private String communityLine() {
    return "community name= " + SafeText.line(community);
  }

  private String reverseLine() {
    return "address to name look-up= " + (reverse ? "on" : "off");
  }

  private String slowLine() {
    return "slow link delay= " + (slow ? "on" : "off");
  }

  /** Returns the ports of {@code query} without a shortcut. */
  List<Targets> targets() {
    return List.of(new Targets(transports, port));
  }

  /** Returns a query of some ports with these settings. */
  Request request(List<Targets> targets) {
    return new Request(
        host,
        targets,
        sourcePort,
        community,
        base.log(),
        base.replaceLog(),
        base.services(),
        slow,
        reverse,
        base.quiet(),
        base.any(),
        base.verbose());
  }
}

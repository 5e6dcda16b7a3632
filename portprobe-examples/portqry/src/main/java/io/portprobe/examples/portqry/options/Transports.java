package io.portprobe.examples.portqry.options;

import io.portprobe.Transport;
import io.portprobe.examples.portqry.console.PortqryException;
import java.util.List;
import java.util.Locale;

/** The values of {@code -p}. */
public final class Transports {
  public static final List<Transport> BOTH = List.of(Transport.TCP, Transport.UDP);

  private Transports() {}

  /**
   * Parses {@code tcp}, {@code udp} or {@code both}, in any case.
   *
   * @param option the name for messages
   */
  public static List<Transport> parse(String option, String value) throws PortqryException {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "tcp" -> List.of(Transport.TCP);
      case "udp" -> List.of(Transport.UDP);
      case "both" -> BOTH;
      default -> throw PortqryException.badValue(option, value, "tcp, udp or both");
    };
  }

  /** Returns the value as PortQry prints it. */
  public static String label(List<Transport> transports) {
    return transports.size() > 1 ? "BOTH" : transports.get(0).label().toUpperCase(Locale.ROOT);
  }
}

package io.portprobe.examples.portqry.options;

import io.portprobe.examples.portqry.console.PortqryException;
import io.portprobe.protocols.snmp.Snmp;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The value of {@code -cn}. */
public final class Community {
  private static final Pattern QUOTED = Pattern.compile("!(.*)!", Pattern.DOTALL);

  private Community() {}

  /** Returns the default name. */
  public static String defaultName() {
    return Snmp.COMMUNITY.defaultValue();
  }

  /** Parses a name. PortQry writes it between exclamation marks; they may be left out. */
  public static String parse(String option, String given) throws PortqryException {
    Matcher quoted = QUOTED.matcher(given);
    String name = quoted.matches() ? quoted.group(1) : given;
    try {
      Snmp.COMMUNITY.checkValue(name);
    } catch (IllegalArgumentException e) {
      throw PortqryException.badValue(
          option, given, "a community name of 1-255 bytes, for example !public!");
    }
    return name;
  }
}

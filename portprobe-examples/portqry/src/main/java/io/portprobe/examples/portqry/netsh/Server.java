package io.portprobe.examples.portqry.netsh;

import io.portprobe.Endpoint;
import io.portprobe.examples.portqry.console.PortqryException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server to connect to.
 *
 * @param hostLabel the name of the host in the output
 * @param portLabel the name of the port in the output
 * @param endpoint the host and the port
 */
record Server(String hostLabel, String portLabel, Endpoint endpoint) {
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(\\[[^\\]]{1,100}\\]|[^:\\[\\]]{1,253}):([0-9]{1,5})");

  /**
   * Parses HOST or HOST:PORT.
   *
   * @param source where the value is from, for messages
   * @param usualPort the port of a value without one
   */
  static Endpoint parse(String source, String value, int usualPort) throws PortqryException {
    Matcher withPort = HOST_AND_PORT.matcher(value.strip());
    try {
      return withPort.matches()
          ? Endpoint.tcp(withPort.group(1), Integer.parseInt(withPort.group(2)))
          : Endpoint.tcp(value.strip(), usualPort);
    } catch (IllegalArgumentException e) {
      throw PortqryException.badValue(source, value, "HOST or HOST:PORT");
    }
  }
}

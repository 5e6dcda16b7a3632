package io.portprobe.protocols.internal.simple;

import io.portprobe.spi.LineDialogue;
import io.portprobe.spi.Step;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A dialogue with an identification server (RFC 1413). Confined to the event loop. */
final class IdentDialogue extends LineDialogue {
  /** The longest response, RFC 1413 section 6. */
  static final int MAX_LINE = 1024;

  private static final int LOWEST_PORT = 1024;
  private static final int PORTS = 1 << 16;

  private static final Pattern FORM =
      Pattern.compile(
          "([0-9]{1,5}) ?, ?([0-9]{1,5}) ?: ?(ERROR|USERID) ?: ?(.*)", Pattern.CASE_INSENSITIVE);

  private final String serverPort;
  private final String clientPort;

  IdentDialogue(RandomGenerator random) {
    super(MAX_LINE, StandardCharsets.UTF_8);
    this.serverPort = String.valueOf(random.nextInt(LOWEST_PORT, PORTS));
    this.clientPort = String.valueOf(random.nextInt(LOWEST_PORT, PORTS));
  }

  /** Returns whether a line is a response. */
  static boolean matches(String line) {
    return FORM.matcher(line).matches();
  }

  @Override
  public Step start() {
    return Step.send((serverPort + ", " + clientPort + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  protected Step line(String line) {
    Matcher parts = FORM.matcher(line.strip());
    if (!parts.matches()
        || !parts.group(1).equals(serverPort)
        || !parts.group(2).equals(clientPort)) {
      return Step.mismatch("expected a response with the queried ports, received another line");
    }
    return Step.finish(new DefaultIdentReply(parts.group(3), parts.group(4)));
  }
}

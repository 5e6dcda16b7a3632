package io.portprobe.examples.portqry.services;

import io.portprobe.Transport;
import io.portprobe.examples.portqry.console.Background;
import io.portprobe.examples.portqry.console.Messages;
import io.portprobe.examples.portqry.console.PortqryException;
import io.portprobe.examples.portqry.options.Syntax;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A services file of the user in the format of services(5): {@code ldap 1025/tcp aliases #
 * comment}. As in PortQry, a line also selects the protocol for that port.
 */
public final class ServicesFile implements ServiceNames {
  private static final int LONGEST = 4 << 20;
  private static final Duration READ = Duration.ofSeconds(3);

  /** The mark with which Windows begins UTF-8 files, as ISO 8859-1. */
  private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

  private static final Pattern ENTRY =
      Pattern.compile("\\s*([^\\s#/]{1,64})\\s+([0-9]{1,5})/(tcp|udp)(\\s.*)?", Pattern.DOTALL);

  private final Map<String, String> names;

  private ServicesFile(Map<String, String> names) {
    this.names = names;
  }

  /**
   * Reads a file. Of several lines for one port, the first is used. Lines of another form (other
   * transports, comments) are skipped.
   *
   * @throws PortqryException if it cannot be read
   */
  public static ServicesFile read(Path file) throws PortqryException, InterruptedException {
    byte[] content = content(file);
    if (content.length > LONGEST) {
      throw unreadable(file, "at most " + LONGEST + " bytes");
    }
    Map<String, String> names = new HashMap<>();
    new String(content, StandardCharsets.ISO_8859_1)
        .replace(BYTE_ORDER_MARK, "")
        .lines()
        .map(ENTRY::matcher)
        .filter(Matcher::matches)
        .forEach(m -> names.putIfAbsent(m.group(2) + "/" + m.group(3), m.group(1)));
    return new ServicesFile(names);
  }

  /** Reads at most one byte more than is allowed, also of a device or a FIFO. */
  private static byte[] content(Path file) throws PortqryException, InterruptedException {
    try {
      return Background.file(READ, () -> beginning(file))
          .orElseThrow(
              () -> unreadable(file, "a file that is read within " + READ.toSeconds() + " s"));
    } catch (IOException e) {
      throw unreadable(file, "a readable file; " + Messages.reason(e));
    }
  }

  private static byte[] beginning(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      return stream.readNBytes(LONGEST + 1);
    }
  }

  private static PortqryException unreadable(Path file, String expected) {
    return PortqryException.badValue(Syntax.SERVICES, file.toString(), expected);
  }

  @Override
  public Optional<String> name(Transport transport, int port) {
    return Optional.ofNullable(names.get(port + "/" + transport.label()));
  }
}

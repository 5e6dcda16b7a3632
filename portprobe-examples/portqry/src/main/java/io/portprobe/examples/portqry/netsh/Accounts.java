package io.portprobe.examples.portqry.netsh;

import io.portprobe.Endpoint;
import io.portprobe.examples.portqry.console.Messages;
import io.portprobe.examples.portqry.console.PortqryException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** The mail and news servers of the user: from the file of netsh, or else from Thunderbird. */
final class Accounts {
  private static final Set<String> KEYS = Set.of("mail.in", "mail.out", "news");
  private static final int POP3 = 110;
  private static final int SMTP = 25;
  private static final int NNTP = 119;

  private final UserEnvironment environment;

  Accounts(UserEnvironment environment) {
    this.environment = environment;
  }

  /** Returns the file of netsh. */
  Path file() {
    return environment.configuration("portprobe").resolve("netsh.properties");
  }

  /** Returns the first server for incoming mail and the first for outgoing mail. */
  List<Server> mail() throws PortqryException, InterruptedException {
    List<Server> servers = new ArrayList<>();
    endpoint("mail.in", POP3)
        .ifPresent(found -> servers.add(new Server("InBoundMailServer", "InBoundMailPort", found)));
    endpoint("mail.out", SMTP)
        .ifPresent(
            found -> servers.add(new Server("OutBoundMailServer", "OutBoundMailPort", found)));
    return servers;
  }

  /** Returns the first news server. */
  List<Server> news() throws PortqryException, InterruptedException {
    return endpoint("news", NNTP).stream()
        .map(found -> new Server("NewsServer", "NewsNNTPPort", found))
        .toList();
  }

  private Optional<Endpoint> endpoint(String key, int usualPort)
      throws PortqryException, InterruptedException {
    try {
      Optional<String> text = UserEnvironment.read(file());
      if (text.isPresent()) {
        Properties properties = new Properties();
        properties.load(new StringReader(text.get()));
        checkKeys(properties);
        String value = properties.getProperty(key, "").strip();
        if (!value.isEmpty()) {
          return Optional.of(Server.parse(file() + ": " + key, value, usualPort));
        }
      }
    } catch (IOException | IllegalArgumentException e) { // an invalid escape in the file
      throw unreadable(file(), e);
    }
    Thunderbird thunderbird = new Thunderbird(environment);
    try {
      return switch (key) {
        case "mail.in" -> thunderbird.incoming();
        case "mail.out" -> thunderbird.outgoing();
        default -> thunderbird.news();
      };
    } catch (IOException e) {
      throw unreadable(thunderbird.folder(), e);
    }
  }

  /** A key with a mistake would mean that a server is not tested, without an error. */
  private void checkKeys(Properties properties) throws PortqryException {
    for (String key : new TreeSet<>(properties.stringPropertyNames())) {
      if (!KEYS.contains(key)) {
        throw PortqryException.badValue(file() + ": key", key, "mail.in, mail.out or news");
      }
    }
  }

  private static PortqryException unreadable(Path file, Exception e) {
    String reason =
        e instanceof IOException failure ? Messages.reason(failure) : Messages.message(e);
    return PortqryException.badValue("file", file.toString(), "a readable file; " + reason);
  }
}

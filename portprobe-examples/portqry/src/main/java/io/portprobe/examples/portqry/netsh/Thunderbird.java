package io.portprobe.examples.portqry.netsh;

import io.portprobe.Endpoint;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The servers in the default profile of Thunderbird: its files profiles.ini and prefs.js. */
final class Thunderbird {
  private static final Pattern PREFERENCE =
      Pattern.compile("user_pref\\(\"([^\"]+)\", *\"?([^\"]*)\"?\\);");

  private static final Set<String> MAIL = Set.of("imap", "pop3");

  /** The value of socketType for TLS from the start. */
  private static final String TLS = "3";

  private static final Map<String, Integer> PORTS =
      Map.of("imap", 143, "imap3", 993, "pop3", 110, "pop33", 995, "nntp", 119, "nntp3", 563);

  private final UserEnvironment environment;

  Thunderbird(UserEnvironment environment) {
    this.environment = environment;
  }

  /** Returns the folder that has profiles.ini. */
  Path folder() {
    if (environment.windows()) {
      return environment.configuration("Thunderbird");
    }
    Path mac = environment.home().resolve("Library/Thunderbird");
    return mac.toFile().isDirectory() ? mac : environment.home().resolve(".thunderbird");
  }

  /** Returns the server of the first mail account. */
  Optional<Endpoint> incoming() throws IOException, InterruptedException {
    return first(MAIL::contains);
  }

  /** Returns the first server for outgoing mail. */
  Optional<Endpoint> outgoing() throws IOException, InterruptedException {
    Map<String, String> preferences = preferences();
    return list(preferences, "mail.smtpservers")
        .flatMap(
            id -> {
              String prefix = "mail.smtpserver." + id + ".";
              boolean tls = preferences.getOrDefault(prefix + "try_ssl", "").equals(TLS);
              return endpoint(preferences, prefix, tls ? 465 : 25).stream();
            })
        .findFirst();
  }

  /** Returns the first news server. */
  Optional<Endpoint> news() throws IOException, InterruptedException {
    return first("nntp"::equals);
  }

  private Optional<Endpoint> first(Predicate<String> types)
      throws IOException, InterruptedException {
    Map<String, String> preferences = preferences();
    return list(preferences, "mail.accountmanager.accounts")
        .map(account -> preferences.getOrDefault("mail.account." + account + ".server", ""))
        .filter(id -> types.test(preferences.getOrDefault("mail.server." + id + ".type", "none")))
        .flatMap(
            id -> {
              String prefix = "mail.server." + id + ".";
              boolean tls = preferences.getOrDefault(prefix + "socketType", "").equals(TLS);
              String type = preferences.getOrDefault(prefix + "type", "");
              int usual = PORTS.getOrDefault(tls ? type + TLS : type, 0);
              return endpoint(preferences, prefix, usual).stream();
            })
        .findFirst();
  }

  private static Stream<String> list(Map<String, String> preferences, String key) {
    return Stream.of(preferences.getOrDefault(key, "").split(",", -1)).map(String::strip);
  }

  private static Optional<Endpoint> endpoint(
      Map<String, String> preferences, String prefix, int usualPort) {
    String host = preferences.getOrDefault(prefix + "hostname", "");
    String port = preferences.getOrDefault(prefix + "port", Integer.toString(usualPort));
    try {
      return Optional.of(Endpoint.tcp(host, Integer.parseInt(port)));
    } catch (IllegalArgumentException e) { // an account without a server, such as local folders
      return Optional.empty();
    }
  }

  private Map<String, String> preferences() throws IOException, InterruptedException {
    Optional<Path> profile = profile();
    Map<String, String> preferences = new HashMap<>();
    if (profile.isPresent()) {
      UserEnvironment.read(profile.get().resolve("prefs.js")).stream()
          .flatMap(String::lines)
          .map(line -> PREFERENCE.matcher(line.strip()))
          .filter(Matcher::matches)
          .forEach(line -> preferences.put(line.group(1), line.group(2)));
    }
    return preferences;
  }

  /** Returns the profile of the installation, or else the default one, or else the first. */
  private Optional<Path> profile() throws IOException, InterruptedException {
    Optional<String> file = UserEnvironment.read(folder().resolve("profiles.ini"));
    if (file.isEmpty()) {
      return Optional.empty();
    }
    List<Map<String, String>> sections =
        Stream.of(file.get().split("(?m)^\\[", -1)).map(Thunderbird::section).toList();
    return sections.stream()
        .filter(section -> section.getOrDefault("", "").startsWith("install"))
        .map(section -> section.getOrDefault("default", ""))
        .filter(path -> !path.isEmpty())
        .findFirst()
        .or(
            () ->
                sections.stream()
                    .filter(section -> section.containsKey("path"))
                    .max((a, b) -> Boolean.compare(isDefault(a), isDefault(b)))
                    .map(section -> section.getOrDefault("path", "")))
        .flatMap(this::inFolder);
  }

  private static boolean isDefault(Map<String, String> section) {
    return section.getOrDefault("default", "").equals("1");
  }

  private Optional<Path> inFolder(String path) {
    try {
      return Optional.of(folder().resolve(path)); // an absolute path stays as it is
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** Returns the keys of a section in lower case; the key "" has its name. */
  private static Map<String, String> section(String text) {
    Map<String, String> keys = new HashMap<>();
    List<String> lines = text.lines().toList();
    keys.put("", lines.isEmpty() ? "" : lines.get(0).toLowerCase(Locale.ROOT));
    for (String line : lines) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        keys.put(
            line.substring(0, equals).strip().toLowerCase(Locale.ROOT),
            line.substring(equals + 1).strip());
      }
    }
    return keys;
  }
}

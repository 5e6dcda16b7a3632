package io.portprobe.internal.names;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The line {@code hosts:} of nsswitch.conf(5): which sources the system consults for a name, and in
 * which order. Immutable.
 */
final class NameSources {
  /** A source of addresses. */
  enum Source {
    HOSTS_FILE,
    DNS,
    /** The system's own function, for a source that portprobe cannot read. */
    SYSTEM
  }

  private static final NameSources DEFAULT = new NameSources(List.of("files", "dns"), "");

  private final List<String> words;
  private final String hostName;

  private NameSources(List<String> words, String hostName) {
    this.words = List.copyOf(words);
    this.hostName = hostName;
  }

  /** Returns the order of a system without the file, such as one with musl. */
  static NameSources withoutFile() {
    return DEFAULT;
  }

  /**
   * Parses the lines of the file.
   *
   * @param hostName the name of this host, which the source {@code myhostname} resolves
   */
  static NameSources parse(List<String> lines, String hostName) {
    List<String> words = new ArrayList<>();
    for (String line : lines) {
      int comment = line.indexOf('#');
      String text = (comment < 0 ? line : line.substring(0, comment)).trim();
      if (text.startsWith("hosts:")) {
        words.clear(); // the last line counts
        // "[NOTFOUND=return]" may touch its neighbours.
        String spaced = text.substring(6).replace("[", " [").replace("]", "] ");
        Arrays.stream(spaced.trim().split("[ \t]+(?![^\\[]*\\])"))
            .filter(word -> !word.isEmpty())
            .forEach(words::add);
      }
    }
    return words.isEmpty() ? DEFAULT : new NameSources(words, hostName);
  }

  /** Returns the sources for a name in lower case without a final dot, in order. */
  List<Source> of(String name) {
    List<Source> sources = new ArrayList<>();
    boolean irrelevant = false; // the source before a bracket does not know the name
    for (String word : words) {
      if (word.startsWith("[")) {
        if (!irrelevant) {
          return List.of(Source.SYSTEM); // a rule other than "continue until found"
        }
        continue;
      }
      irrelevant =
          switch (word) {
            case "mdns_minimal", "mdns4_minimal", "mdns6_minimal" -> !isLocal(name);
            case "myhostname" -> !isOfThisHost(name);
            default -> false;
          };
      if (word.equals("files")) {
        sources.add(Source.HOSTS_FILE);
      } else if (word.equals("dns")) {
        sources.add(Source.DNS);
      } else if (!irrelevant) {
        return List.of(Source.SYSTEM); // "resolve", "sss", "ldap", "mdns4", ...
      }
    }
    return sources;
  }

  /** nss-mdns: the minimal modules resolve names in the domain "local" only. */
  private static boolean isLocal(String name) {
    return name.endsWith(".local") || name.equals("local");
  }

  /** nss-myhostname(8). */
  private boolean isOfThisHost(String name) {
    return name.equals(hostName)
        || name.equals("_gateway")
        || name.equals("_outbound")
        || name.endsWith(".localdomain");
  }
}

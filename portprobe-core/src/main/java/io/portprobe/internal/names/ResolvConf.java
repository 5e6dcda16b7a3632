package io.portprobe.internal.names;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the system's stub resolver: resolv.conf(5) with the variables {@code LOCALDOMAIN}
 * and {@code RES_OPTIONS} of the environment. The limits are those of glibc. Immutable.
 *
 * @param servers at least one and at most three name servers, in order
 * @param search the domains that complete relative names, in order
 * @param ndots a name with this number of dots is first resolved as it is
 * @param timeout how long to wait for a server before another attempt
 * @param attempts how often to query each server
 * @param rotate whether to distribute queries among the servers
 * @param noIpv6 whether not to query IPv6 addresses
 * @param usable whether this resolver supports the options; {@code use-vc} requires TCP
 */
record ResolvConf(
    List<InetAddress> servers,
    List<String> search,
    int ndots,
    Duration timeout,
    int attempts,
    boolean rotate,
    boolean noIpv6,
    boolean usable) {
  private static final int MAX_NAME = 253;
  private static final int MAX_SERVERS = 3;
  private static final int MAX_SEARCH = 32;
  private static final int MAX_NDOTS = 15;
  private static final int MAX_TIMEOUT = 30;
  private static final int MAX_ATTEMPTS = 5;

  ResolvConf {
    servers = List.copyOf(servers);
    search = List.copyOf(search);
  }

  /**
   * Parses the lines of the file. Unknown lines are ignored, as glibc does.
   *
   * @param localDomain the variable {@code LOCALDOMAIN}, or null
   * @param resOptions the variable {@code RES_OPTIONS}, or null
   */
  static ResolvConf parse(
      List<String> lines, @Nullable String localDomain, @Nullable String resOptions) {
    Parser parser = new Parser();
    lines.forEach(parser::line);
    if (localDomain != null) {
      parser.search(words(localDomain));
    }
    if (resOptions != null) {
      parser.options(words(resOptions));
    }
    return parser.settings();
  }

  /** Returns the absolute names to query for a host, in order (resolv.conf(5), "search"). */
  List<String> candidates(String host) {
    if (host.endsWith(".")) {
      return List.of(host.substring(0, host.length() - 1));
    }
    long dots = host.chars().filter(c -> c == '.').count();
    List<String> names = new ArrayList<>();
    if (dots >= ndots) {
      names.add(host);
    }
    for (String domain : search) {
      String name = domain.isEmpty() ? host : host + "." + domain;
      if (name.length() <= MAX_NAME && !names.contains(name)) {
        names.add(name);
      }
    }
    if (!names.contains(host)) {
      names.add(host);
    }
    return names;
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.trim().split("[ \t]+")).filter(word -> !word.isEmpty()).toList();
  }

  private static final class Parser {
    private final List<InetAddress> servers = new ArrayList<>();
    private List<String> search = List.of();
    private int ndots = 1;
    private int timeout = 5;
    private int attempts = 2;
    private boolean rotate;
    private boolean noIpv6;
    private boolean usable = true;

    void line(String line) {
      if (line.startsWith("#") || line.startsWith(";")) {
        return;
      }
      List<String> words = words(line);
      if (words.size() < 2) {
        return;
      }
      List<String> values = words.subList(1, words.size());
      switch (words.get(0)) {
        case "nameserver" -> server(values.get(0));
        case "search" -> search(values);
        case "domain" -> search(values.subList(0, 1));
        case "options" -> options(values);
        default -> {} // "sortlist" and others
      }
    }

    private void server(String text) {
      boolean valid = NetUtil.isValidIpV4Address(text) || NetUtil.isValidIpV6Address(text);
      if (valid && servers.size() < MAX_SERVERS) {
        try {
          servers.add(InetAddress.getByName(text)); // a literal: no resolution
        } catch (UnknownHostException e) {
          usable = false; // a zone that does not exist: let the system decide
        }
      }
    }

    void search(List<String> domains) {
      search =
          domains.stream()
              .map(
                  domain ->
                      domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain)
              .map(domain -> domain.toLowerCase(Locale.ROOT))
              .limit(MAX_SEARCH)
              .toList();
    }

    void options(List<String> options) {
      for (String option : options) {
        int colon = option.indexOf(':');
        String name = colon < 0 ? option : option.substring(0, colon);
        int value = colon < 0 ? -1 : number(option.substring(colon + 1));
        switch (name) {
          case "ndots" -> ndots = value < 0 ? ndots : Math.min(value, MAX_NDOTS);
          case "timeout" -> timeout = value < 1 ? timeout : Math.min(value, MAX_TIMEOUT);
          case "attempts" -> attempts = value < 1 ? attempts : Math.min(value, MAX_ATTEMPTS);
          case "rotate" -> rotate = true;
          case "no-aaaa" -> noIpv6 = true;
          case "use-vc" -> usable = false;
          default -> {} // "edns0", "trust-ad" and others do not change the addresses
        }
      }
    }

    private static int number(String text) {
      try {
        return Integer.parseInt(text);
      } catch (NumberFormatException e) {
        return -1;
      }
    }

    ResolvConf settings() {
      return new ResolvConf(
          servers.isEmpty() ? List.of(loopback()) : servers,
          search,
          ndots,
          Duration.ofSeconds(timeout),
          attempts,
          rotate,
          noIpv6,
          usable);
    }

    /** The default of resolv.conf(5): the local name server. */
    private static InetAddress loopback() {
      try {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      } catch (UnknownHostException e) {
        throw new IllegalStateException("address: 4 bytes (expected: a valid length)", e);
      }
    }
  }
}

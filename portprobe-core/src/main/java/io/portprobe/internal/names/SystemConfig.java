package io.portprobe.internal.names;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A snapshot of the configuration of name resolution on this system. Immutable.
 *
 * @param sources the order of sources
 * @param hosts the addresses of the hosts file by name in lower case
 * @param dns the settings of DNS
 */
record SystemConfig(NameSources sources, Map<String, List<InetAddress>> hosts, ResolvConf dns) {
  /** The sources of systems whose configuration portprobe does not read. */
  static final SystemConfig FOREIGN =
      new SystemConfig(
          NameSources.parse(List.of("hosts: system"), ""),
          Map.of(),
          ResolvConf.parse(List.of(), null, null));

  /** Returns the addresses of the hosts file. */
  List<InetAddress> inHostsFile(String host) {
    return hosts.getOrDefault(plain(host), List.of());
  }

  /** Returns the sources to consult for a host, in order. */
  List<NameSources.Source> sourcesOf(String host) {
    List<NameSources.Source> ordered = sources.of(plain(host));
    return ordered.contains(NameSources.Source.DNS) && !dns.usable()
        ? List.of(NameSources.Source.SYSTEM)
        : ordered;
  }

  /** Returns a name in lower case and without a final dot. */
  static String plain(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }
}

package io.portprobe.protocols.internal.http;

import io.portprobe.spi.ServiceFacts;
import java.util.List;
import java.util.Locale;

/**
 * Product, version and operating system in a field {@code Server} (RFC 9110 section 10.2.4): {@code
 * nginx/1.22.1}, {@code Apache/2.4.57 (Debian)}, {@code Microsoft-IIS/10.0}, {@code Jetty(12.0.5)}.
 */
final class ServerProduct {
  private static final List<String> SYSTEMS =
      List.of(
          "Debian",
          "Ubuntu",
          "Raspbian",
          "CentOS",
          "Red Hat",
          "Fedora",
          "AlmaLinux",
          "Rocky",
          "SUSE",
          "Amazon Linux",
          "FreeBSD",
          "OpenBSD",
          "NetBSD",
          "Win32",
          "Win64",
          "Windows",
          "Unix",
          "Linux");

  private ServerProduct() {}

  /** Returns the facts with what the field shows. */
  static ServiceFacts add(ServiceFacts facts, String server) {
    int space = server.indexOf(' ');
    String first = space < 0 ? server : server.substring(0, space);
    String name = first;
    String version = "";
    int end = first.indexOf('/');
    if (end < 0) {
      end = first.indexOf('(');
    }
    if (end > 0) {
      name = first.substring(0, end);
      version = first.substring(end + 1);
      version = version.endsWith(")") ? version.substring(0, version.length() - 1) : version;
    }
    return facts.withProduct(name).withVersion(version).withOperatingSystem(system(server));
  }

  private static String system(String server) {
    if (server.startsWith("Microsoft-")) {
      return "Windows";
    }
    int open = server.indexOf('(');
    int close = server.indexOf(')', Math.max(open, 0));
    if (open < 0 || close < 0) {
      return "";
    }
    String comment = server.substring(open, close).toLowerCase(Locale.ROOT);
    return SYSTEMS.stream()
        .filter(system -> comment.contains(system.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElse("");
  }
}

package io.portprobe.protocols.internal.ldap;

import io.portprobe.protocols.ldap.Netlogon;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** Formats a {@link Netlogon} as human-readable lines. */
final class NetlogonFormatter {
  private NetlogonFormatter() {}

  static List<String> lines(Netlogon netlogon) {
    List<String> lines = new ArrayList<>();
    lines.add("netlogon: " + head(netlogon));
    add(lines, "forest", netlogon.forest());
    add(lines, "domain", netlogon.domain());
    add(lines, "domain GUID", netlogon.domainGuid().map(Object::toString));
    add(lines, "host", netlogon.host());
    add(lines, "NetBIOS domain", netlogon.netbiosDomain());
    add(lines, "NetBIOS host", netlogon.netbiosHost());
    add(lines, "user", netlogon.user());
    add(lines, "site", netlogon.site());
    add(lines, "client site", netlogon.clientSite());
    add(lines, "next closest site", netlogon.nextClosestSite());
    add(lines, "address", netlogon.address());
    add(lines, "flags", flags(netlogon));
    return List.copyOf(lines);
  }

  /** Returns kind of response, version, domain and host on one line. */
  static String summary(Netlogon netlogon) {
    return SafeText.line(
        head(netlogon)
            + netlogon.domain().map(domain -> ", domain " + domain).orElse("")
            + netlogon.host().map(host -> ", host " + host).orElse(""));
  }

  private static String head(Netlogon netlogon) {
    return netlogon.opcode()
        + ", "
        + netlogon.opcode().description()
        + ", version 0x"
        + Integer.toHexString(netlogon.ntVersion());
  }

  private static Optional<String> flags(Netlogon netlogon) {
    StringJoiner flags = new StringJoiner(", ");
    for (Enum<?> flag : netlogon.flags()) {
      flags.add(flag.name());
    }
    if (netlogon.unnamedFlags() != 0) {
      flags.add("0x" + Integer.toHexString(netlogon.unnamedFlags()));
    }
    return flags.length() == 0 ? Optional.empty() : Optional.of(flags.toString());
  }

  private static void add(List<String> lines, String field, Optional<String> value) {
    if (value.isPresent()) {
      lines.add("netlogon " + field + ": " + SafeText.line(value.get()));
    }
  }
}

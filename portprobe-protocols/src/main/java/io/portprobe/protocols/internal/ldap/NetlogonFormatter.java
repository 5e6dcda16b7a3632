package io.portprobe.protocols.internal.ldap;

import io.portprobe.protocols.ldap.Netlogon;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a {@link Netlogon} for people. */
public final class NetlogonFormatter {
  private NetlogonFormatter() {}

  public static List<String> lines(Netlogon netlogon) {
    List<String> lines = new ArrayList<>();
    lines.add(head(netlogon));
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

  private static String head(Netlogon netlogon) {
    return String.format(
        "netlogon: %s, %s, version 0x%x",
        netlogon.opcode(), netlogon.opcode().meaning(), netlogon.ntVersion());
  }

  private static Optional<String> flags(Netlogon netlogon) {
    Stream<String> named = netlogon.flags().stream().map(Enum::name);
    Stream<String> unnamed =
        Stream.of(netlogon.unnamedFlags()).filter(f -> f != 0).map(f -> "0x" + hex(f));
    return Optional.of(Stream.concat(named, unnamed).collect(Collectors.joining(", ")))
        .filter(text -> !text.isEmpty());
  }

  private static String hex(int bits) {
    return Integer.toHexString(bits);
  }

  private static void add(List<String> lines, String what, Optional<String> value) {
    value.ifPresent(v -> lines.add("netlogon " + what + ": " + SafeText.line(v)));
  }
}

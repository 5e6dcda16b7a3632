package io.portprobe.internal.targets;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The networks that are not part of the public internet: the special-purpose address registries of
 * IANA (RFC 6890, RFC 8190), and a list of further networks and of addresses of clouds. The tables
 * are resource files in the form of IANA's files, which can replace them.
 */
final class SpecialPurposeNetworks {
  private static final AddressRange GLOBAL_UNICAST = AddressRange.parseNetwork("2000::/3");

  /** The IPv4 addresses in another form: {@link AddressForms#canonical} replaces them. */
  private static final String MAPPED = "::ffff:0:0/96";

  private static final Optional<String> OUTSIDE =
      Optional.of("outside 2000::/3, the public addresses of IPv6 (RFC 4291)");

  private static final Pattern RFC = Pattern.compile("\\[RFC(\\d+)]");

  /** The registries' names as words of a sentence. Other names are used as they are. */
  private static final Map<String, String> DESCRIPTIONS =
      Map.ofEntries(
          Map.entry("\"This network\"", "this network"),
          Map.entry("\"This host on this network\"", "this host on this network"),
          Map.entry("Private-Use", "private"),
          Map.entry("Shared Address Space", "shared address space"),
          Map.entry("Loopback", "loopback"),
          Map.entry("Loopback Address", "loopback"),
          Map.entry("Link Local", "link-local"),
          Map.entry("Link-Local Unicast", "link-local"),
          Map.entry("IETF Protocol Assignments", "for protocol assignments"),
          Map.entry("IPv4 Service Continuity Prefix", "for IPv4 service continuity"),
          Map.entry("IPv4 dummy address", "a dummy address"),
          Map.entry("NAT64/DNS64 Discovery", "for the discovery of NAT64"),
          Map.entry("Documentation", "documentation"),
          Map.entry("Documentation (TEST-NET-1)", "documentation"),
          Map.entry("Documentation (TEST-NET-2)", "documentation"),
          Map.entry("Documentation (TEST-NET-3)", "documentation"),
          Map.entry("Deprecated (6to4 Relay Anycast)", "a 6to4 relay"),
          Map.entry("6a44-relay anycast address", "a 6a44 relay"),
          Map.entry("Benchmarking", "for benchmarking"),
          Map.entry("Reserved", "reserved"),
          Map.entry("Limited Broadcast", "broadcast"),
          Map.entry("Unspecified Address", "unspecified"),
          Map.entry("IPv4-IPv6 Translat.", "local translation"),
          Map.entry("Discard-Only Address Block", "discard-only"),
          Map.entry("Dummy IPv6 Prefix", "a dummy prefix"),
          Map.entry("TEREDO", "Teredo"),
          Map.entry("Deprecated (previously ORCHID)", "a former ORCHID prefix"),
          Map.entry("Segment Routing (SRv6) SIDs", "segment routing"),
          Map.entry("Unique-Local", "unique local"));

  /** The registries, the most specific networks first. */
  private static final List<Row> REGISTERED =
      List.of("iana-ipv4-special-registry-1.csv", "iana-ipv6-special-registry-1.csv").stream()
          .flatMap(file -> read(file).stream())
          .flatMap(record -> registered(record).stream())
          .sorted(Comparator.comparingInt(Row::prefix).reversed())
          .toList();

  private static final List<Row> OTHERS =
      read("other-networks.csv").stream().map(SpecialPurposeNetworks::other).toList();

  private SpecialPurposeNetworks() {}

  /** Reads the tables, by the initialisation of this class. */
  static void read() {}

  /** A network, and whether a router on the public internet forwards packets to it. */
  private record Row(
      AddressRange range, int prefix, String description, boolean globallyReachable) {}

  /**
   * Returns why an address is not a public internet address, for example {@code "loopback (RFC
   * 1122)"}; empty if it is one. An address that embeds IPv4 addresses is judged by each of them.
   */
  static Optional<String> reasonNotPublic(InetAddress address) {
    InetAddress canonical = AddressForms.canonical(address);
    for (InetAddress embedded : AddressForms.embeddedIpv4(canonical)) {
      Optional<String> reason = ownReason(embedded);
      if (reason.isPresent()) {
        return reason.map(each -> "an address with an embedded IPv4 address that is " + each);
      }
    }
    return ownReason(canonical);
  }

  /** A scan calls this for each address, so that it has no streams. */
  private static Optional<String> ownReason(InetAddress address) {
    byte[] number = AddressRange.bytes(address);
    Row row = firstOf(REGISTERED, number);
    Row other = firstOf(OTHERS, number);
    if (row == null) {
      boolean outside = !(address instanceof Inet4Address) && !GLOBAL_UNICAST.contains(number);
      return other != null
          ? Optional.of(other.description())
          : outside ? OUTSIDE : Optional.empty();
    }
    String reason = row.globallyReachable() ? "" : row.description();
    if (other == null) {
      return reason.isEmpty() ? Optional.empty() : Optional.of(reason);
    }
    return Optional.of(
        reason.isEmpty() ? other.description() : reason + ", " + other.description());
  }

  private static @Nullable Row firstOf(List<Row> rows, byte[] number) {
    for (Row row : rows) {
      if (row.range().contains(number)) {
        return row;
      }
    }
    return null;
  }

  /** Returns the networks of a row of IANA, one for each address block in its first column. */
  private static List<Row> registered(List<String> columns) {
    List<Row> rows = new ArrayList<>();
    boolean globallyReachable = columns.get(8).startsWith("True");
    String references =
        RFC.matcher(columns.get(2))
            .results()
            .map(SpecialPurposeNetworks::reference)
            .collect(Collectors.joining(", ", " (", ")"));
    String name = columns.get(1);
    for (String block : columns.get(0).split(", ", -1)) {
      String network = block.replaceAll(" \\[\\d+]", "");
      if (!network.equals(MAPPED)) {
        rows.add(
            row(network, DESCRIPTIONS.getOrDefault(name, name) + references, globallyReachable));
      }
    }
    return rows;
  }

  private static String reference(MatchResult match) {
    return "RFC " + match.group(1);
  }

  private static Row other(List<String> columns) {
    return row(columns.get(0), columns.get(1) + " (" + columns.get(2) + ")", false);
  }

  private static Row row(String network, String description, boolean globallyReachable) {
    int prefix = Integer.parseInt(network.substring(network.indexOf('/') + 1));
    return new Row(AddressRange.parseNetwork(network), prefix, description, globallyReachable);
  }

  /** Returns the records of a resource, without comments and the line of headings. */
  private static List<List<String>> read(String resource) {
    try (InputStream in = SpecialPurposeNetworks.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from the jar");
      }
      List<List<String>> records = Csv.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      return records.subList(1, records.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.portprobe.internal.targets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecialPurposeNetworksTest {
  private static final List<String> REGISTRIES =
      List.of("iana-ipv4-special-registry-1.csv", "iana-ipv6-special-registry-1.csv");

  private static final String OTHERS = "other-networks.csv";

  /** A network of a table, and whether the table calls it globally reachable. */
  private record Block(String network, boolean reachable) {
    int prefix() {
      return Integer.parseInt(network.substring(network.indexOf('/') + 1));
    }

    AddressRange range() {
      return AddressRange.parseNetwork(network);
    }
  }

  private static String text(String resource) throws IOException {
    try (InputStream in = SpecialPurposeNetworks.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static List<List<String>> rows(String resource) throws IOException {
    List<List<String>> records = Csv.parse(text(resource));
    return records.subList(1, records.size());
  }

  private static List<Block> blocks() throws IOException {
    List<Block> blocks = new ArrayList<>();
    for (String registry : REGISTRIES) {
      for (List<String> row : rows(registry)) {
        for (String block : row.get(0).split(", ", -1)) {
          blocks.add(new Block(block.split(" ", -1)[0], row.get(8).equals("True")));
        }
      }
    }
    for (List<String> row : rows(OTHERS)) {
      blocks.add(new Block(row.get(0), false));
    }
    return blocks;
  }

  /** Each row with its first and last address, and the addresses right before and after it. */
  static Stream<Arguments> edges() throws IOException {
    List<Arguments> edges = new ArrayList<>();
    for (Block block : blocks()) {
      BigInteger first = block.range().first();
      BigInteger last = block.range().last();
      edges.add(edge(block, "first", first));
      edges.add(edge(block, "last", last));
      edges.add(edge(block, "one past", last.add(BigInteger.ONE)));
      if (first.signum() > 0) {
        edges.add(edge(block, "one before", first.subtract(BigInteger.ONE)));
      }
    }
    return edges.stream();
  }

  /** Returns the address with a number; the addresses after the last start again at the first. */
  private static Arguments edge(Block block, String name, BigInteger number)
      throws UnknownHostException {
    byte[] bytes = new byte[block.network().indexOf(':') >= 0 ? 16 : 4];
    byte[] all = number.toByteArray();
    for (int i = 1; i <= bytes.length && i <= all.length; i++) {
      bytes[bytes.length - i] = all[all.length - i];
    }
    return Arguments.of(block.network(), name, InetAddress.getByAddress(bytes));
  }

  /** Computes the expectation from the tables, in another way than the code does. */
  private static boolean isPublic(InetAddress address) throws IOException {
    for (InetAddress embedded : AddressForms.embeddedIpv4(address)) {
      if (!isPublic(embedded)) {
        return false;
      }
    }
    Block best = null;
    for (Block block : blocks()) {
      if (!block.network().startsWith("::ffff:0:0/") // the JDK has no such addresses
          && block.range().contains(address)
          && (best == null || block.prefix() > best.prefix())) {
        best = block;
      }
    }
    if (best != null) {
      return best.reachable();
    }
    byte[] bytes = address.getAddress();
    return bytes.length == 4 || (bytes[0] & 0xe0) == 0x20;
  }

  @ParameterizedTest(name = "{1} address of {0}: {2}")
  @MethodSource("edges")
  void everyRow_atItsEdges(String network, String edge, InetAddress address) throws IOException {
    assertThat(SpecialPurposeNetworks.reasonNotPublic(address).isEmpty())
        .as("%s of %s is public", edge, network)
        .isEqualTo(isPublic(address));
  }

  @Test
  void registries_haveAllRows() throws IOException {
    for (String registry : REGISTRIES) {
      assertThat(rows(registry)).as(registry).hasSize(25).allMatch(row -> row.size() == 10);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "iana-ipv4-special-registry-1.csv",
        "iana-ipv6-special-registry-1.csv",
        "other-networks.csv"
      })
  void table_namesItsSourceAndDate(String resource) throws IOException {
    assertThat(text(resource)).startsWith("# ").contains("as of 2026-11-27", "IANA");
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, this host on this network (RFC 1122)",
    "0.1.2.3, this network (RFC 791)",
    "192.0.0.8, a dummy address (RFC 7600)",
    "192.88.99.1, a 6to4 relay (RFC 7526)",
    "255.255.255.255, 'broadcast (RFC 8190, RFC 919)'",
    "::1, loopback (RFC 4291)",
    "2002:808:808::1, 6to4 (RFC 3056)",
    "2001:10::1, a former ORCHID prefix (RFC 4843)",
    "2001:5::1, for protocol assignments (RFC 2928)",
    "100:0:0:1::1, a dummy prefix (RFC 9780)",
    "5f00::1, segment routing (RFC 9602)",
    "fec0::1, site-local (RFC 3879)",
    "224.0.0.1, multicast (RFC 5771)",
    "4000::1, 'outside 2000::/3, the public addresses of IPv6 (RFC 4291)'",
    "8000::1, 'outside 2000::/3, the public addresses of IPv6 (RFC 4291)'",
    "200::1, 'outside 2000::/3, the public addresses of IPv6 (RFC 4291)'",
    "168.63.129.16, 'the platform address of a cloud (Azure: name server, health probes, agent)'",
    "100.100.100.200, 'shared address space (RFC 6598), a metadata service of a cloud (Alibaba"
        + " Cloud)'",
    "fd00:ec2::254, 'unique local (RFC 4193, RFC 8190), a metadata service of a cloud (AWS)'",
    "::ffff:0:a9fe:a9fe, 'an address with an embedded IPv4 address that is link-local (RFC 3927), a"
        + " metadata service of a cloud (AWS, Azure, Google Cloud, Oracle Cloud, OpenStack and"
        + " others)'"
  })
  void reason_namesTheNetworkAndItsReference(String address, String reason)
      throws UnknownHostException {
    assertThat(SpecialPurposeNetworks.reasonNotPublic(InetAddress.getByName(address)))
        .contains(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.0.9",
        "192.0.0.10",
        "192.31.196.1",
        "2001:1::3",
        "2001:20::1",
        "2620:4f:8000::1"
      })
  void globallyReachableRow_insideOneThatIsNot_isPublic(String address)
      throws UnknownHostException {
    assertThat(SpecialPurposeNetworks.reasonNotPublic(InetAddress.getByName(address))).isEmpty();
  }

  @Test
  void csv_quotedValues_keepCommasQuotesAndLineBreaks() {
    assertThat(Csv.parse("# a comment, \"\na,\"b, \"\"c\"\"\nd\",\n,e\n"))
        .containsExactly(List.of("a", "b, \"c\"\nd", ""), List.of("", "e"));
  }
}

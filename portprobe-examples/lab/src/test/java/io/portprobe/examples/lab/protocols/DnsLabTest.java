package io.portprobe.examples.lab.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.PortProbe;
import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.examples.lab.InLab;
import io.portprobe.examples.lab.LabClient;
import io.portprobe.protocols.dns.Dns;
import io.portprobe.protocols.dns.DnsAnswer;
import io.portprobe.protocols.dns.DnsRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@InLab
class DnsLabTest {
  @RegisterExtension static final LabClient LAB = new LabClient();

  private static final String SAMBA = "198.18.77.20";
  private static final String BIND = "198.18.77.30";
  private static final String UNBOUND = "198.18.77.31";

  static Stream<Arguments> questions() {
    List<Arguments> all = new ArrayList<>();
    for (String transport : List.of("udp", "tcp")) {
      for (String server : List.of(SAMBA, BIND, UNBOUND)) {
        all.add(Arguments.of(server, transport, ".", "NS", "IN"));
        all.add(Arguments.of(server, transport, "version.bind", "TXT", "CH"));
        all.add(Arguments.of(server, transport, "id.server", "TXT", "CH"));
        all.add(Arguments.of(server, transport, "no.such.example", "A", "IN"));
      }
      for (String type : List.of("SOA", "NS", "TXT", "A", "MX", "ANY", "TYPE65280")) {
        all.add(Arguments.of(BIND, transport, "portprobe.test", type, "IN"));
      }
      all.add(Arguments.of(BIND, transport, "srv.portprobe.test", "AAAA", "IN"));
      all.add(Arguments.of(BIND, transport, "big.portprobe.test", "TXT", "IN"));
      all.add(Arguments.of(BIND, transport, "none.portprobe.test", "A", "IN"));
      all.add(Arguments.of(BIND, transport, "30.77.18.198.in-addr.arpa", "PTR", "IN"));
      all.add(Arguments.of(SAMBA, transport, "ad.portprobe.test", "SOA", "IN"));
      all.add(Arguments.of(SAMBA, transport, "_ldap._tcp.ad.portprobe.test", "SRV", "IN"));
      all.add(Arguments.of(SAMBA, transport, "dc1.ad.portprobe.test", "A", "IN"));
      all.add(Arguments.of(SAMBA, transport, "none.ad.portprobe.test", "A", "IN"));
      all.add(Arguments.of(UNBOUND, transport, "host.alt.test", "A", "IN"));
      all.add(Arguments.of(UNBOUND, transport, "none.alt.test", "A", "IN"));
    }
    return all.stream();
  }

  @ParameterizedTest(name = "{0} {1} {2} {3} {4}")
  @MethodSource("questions")
  void sameAsDig(String server, String transport, String name, String type, String dnsClass) {
    PortProbe probe = transport.equals("udp") ? LAB.udp(server, 53) : LAB.tcp(server, 53);
    ProbeReport report =
        probe
            .option(Dns.NAME, name)
            .option(Dns.TYPE, type)
            .option(Dns.CLASS, dnsClass)
            .report()
            .join();
    assertThat(report.state()).isEqualTo(PortState.LISTENING);
    DnsAnswer ours = report.finding(DnsAnswer.class).orElseThrow();
    DigAnswer digs = DigAnswer.query(server, transport, name, type, dnsClass);
    assertThat(ours.rcode()).isEqualTo(digs.status());
    assertThat(flags(ours.flags())).isEqualTo(digs.flags());
    assertThat(records(ours.answers())).isEqualTo(digs.section("ANSWER"));
    assertThat(records(ours.authority())).isEqualTo(digs.section("AUTHORITY"));
    assertThat(records(ours.additional())).isEqualTo(digs.section("ADDITIONAL"));
    assertThat(ours.edns().map(edns -> edns.payloadSize() + " " + edns.nsid().orElse("-")))
        .isEqualTo(digs.edns());
    // Letters of mixed case leave a server less to compress.
    assertThat(ours.size()).isBetween(digs.size(), name.equals(".") ? digs.size() : 1232);
    assertThat(ours.complete()).isTrue();
  }

  private static List<String> flags(DnsAnswer.Flags flags) {
    List<String> names = new ArrayList<>(List.of("qr"));
    addIf(names, flags.authoritative(), "aa");
    addIf(names, flags.truncated(), "tc");
    addIf(names, flags.recursionDesired(), "rd");
    addIf(names, flags.recursionAvailable(), "ra");
    addIf(names, flags.authenticData(), "ad");
    addIf(names, flags.checkingDisabled(), "cd");
    return names;
  }

  private static void addIf(List<String> names, boolean set, String name) {
    if (set) {
      names.add(name);
    }
  }

  private static List<String> records(List<DnsRecord> records) {
    return records.stream()
        .map(record -> record.toString().toLowerCase(Locale.ROOT))
        .sorted()
        .toList();
  }
}

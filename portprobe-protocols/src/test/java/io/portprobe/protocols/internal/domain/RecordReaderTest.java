package io.portprobe.protocols.internal.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.protocols.domain.report.ServiceRecord;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecordReaderTest {
  private static ServiceRecord record(int priority, int weight, String target) {
    return new ServiceRecord(priority, weight, 389, target);
  }

  @Test
  void records_areOrderedByPriorityThenWeight_withoutDuplicates() {
    ServiceRecord first = record(0, 60, "c");
    ServiceRecord second = record(0, 40, "b");
    ServiceRecord backup = record(10, 100, "a");

    assertThat(
            RecordReader.merge(
                Stream.of(List.of(backup, second), List.of(first, second), List.of())))
        .containsExactly(first, second, backup);
  }

  @Test
  void names_followMsAdts() {
    assertThat(DomainNames.ofDomain("ad.example"))
        .startsWith("_ldap._tcp.dc._msdcs.ad.example")
        .contains("_kerberos._udp.ad.example", "_kpasswd._tcp.ad.example");
    assertThat(DomainNames.ofSite("HQ", "ad.example", "example"))
        .containsExactly(
            "_ldap._tcp.HQ._sites.dc._msdcs.ad.example",
            "_kerberos._tcp.HQ._sites.dc._msdcs.ad.example",
            "_gc._tcp.HQ._sites.example");
  }

  @Test
  void namesOfPeers_areCheckedBeforeUse() {
    assertThat(DomainNames.host("DC1.Ad.Example.")).contains("dc1.ad.example");
    assertThat(DomainNames.host(".")).isEmpty();
    assertThat(DomainNames.host("dc 1")).isEmpty();
    assertThat(DomainNames.host("dc\u001b1")).isEmpty();
    assertThat(DomainNames.domainOfContext("DC=ad,DC=example")).contains("ad.example");
    assertThat(DomainNames.domainOfContext("CN=Schema,DC=ad")).isEmpty();
    assertThat(DomainNames.parent("dc1.ad.example")).contains("ad.example");
    assertThat(DomainNames.parent("192.0.2.1")).isEmpty();
  }
}

package io.portprobe.internal.scan.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.internal.scan.pacing.SubnetStatistics.Subnet;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubnetStatisticsTest {
  private final SubnetStatistics subnets = new SubnetStatistics();

  private Subnet of(String address) throws Exception {
    return subnets.of(InetAddress.getByName(address));
  }

  private Subnet ofNumber(int number) throws Exception {
    return of("10." + number / 256 + "." + number % 256 + ".1");
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.0, 192.0.2.255, true",
    "192.0.2.255, 192.0.3.0, false",
    "192.0.2.1, 2.0.192.1, false",
    "255.255.255.1, 255.255.255.254, true",
    "2001:db8::1, 2001:db8::ffff:ffff:ffff:ffff, true",
    "2001:db8::1, 2001:db8:0:1::1, false",
    "0.0.0.1, ::1, false",
  })
  void addresses_shareTheirSubnet(String one, String other, boolean shared) throws Exception {
    Subnet first = of(one);
    Subnet second = of(other);

    assertThat(second == first).isEqualTo(shared);
    assertThat(of(one)).isSameAs(first);
    assertThat(of(other)).isSameAs(second);
  }

  @Test
  void newSubnet_knowsNothing() throws Exception {
    Subnet subnet = of("192.0.2.1");

    assertThat(subnet.rtt.isKnown()).isFalse();
    assertThat(subnet.loss.hasResponses()).isFalse();
  }

  @Test
  void statistics_areKeptForTheNextAddress() throws Exception {
    of("192.0.2.1").rtt.sample(1_000);
    of("198.51.100.1").loss.onResponse(true);

    assertThat(of("192.0.2.2").rtt.isKnown()).isTrue();
    assertThat(of("198.51.100.2").loss.hasLoss()).isTrue();
  }

  @Test
  void leastRecentlyUsedSubnet_isForgottenFirst() throws Exception {
    Subnet first = ofNumber(0);
    Subnet second = ofNumber(1);
    for (int i = 2; i < 1_024; i++) {
      ofNumber(i);
    }
    assertThat(ofNumber(0)).as("1,024 fit").isSameAs(first);

    ofNumber(1_024);

    assertThat(ofNumber(0)).as("used later than the second").isSameAs(first);
    assertThat(ofNumber(1)).isNotSameAs(second);
  }
}

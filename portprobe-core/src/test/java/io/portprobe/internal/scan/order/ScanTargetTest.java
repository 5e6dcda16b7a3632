package io.portprobe.internal.scan.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.portprobe.Endpoint;
import io.portprobe.Transport;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class ScanTargetTest {
  private static final ProbeOrder ORDER =
      new ProbeOrder(Transport.UDP, new int[] {53, 161, 123}, 2, 2, null);

  private static InetAddress address() throws Exception {
    return InetAddress.getByName("192.0.2.1");
  }

  @Test
  void name_isTheHost() throws Exception {
    ScanTarget target = new ScanTarget(ORDER, 0, 0, "db.example", address());

    assertThat(target.host()).isEqualTo("db.example");
    assertThat(target.requireAddress()).isEqualTo(address());
    assertThat(target.endpoint(53)).isEqualTo(Endpoint.udp("db.example", 53));
  }

  @Test
  void addressWithoutName_isTheHost() throws Exception {
    ScanTarget target = new ScanTarget(ORDER, 0, 0, null, address());

    assertThat(target.host()).isEqualTo("192.0.2.1");
    assertThat(target.endpoint(161)).isEqualTo(Endpoint.udp("192.0.2.1", 161));
  }

  @Test
  void unresolvedName_hasNoAddress() {
    ScanTarget target = new ScanTarget(ORDER, 0, 0, "db.example", null);

    assertThat(target.host()).isEqualTo("db.example");
    assertThatNullPointerException()
        .isThrownBy(target::requireAddress)
        .withMessageContaining("address");
  }

  @Test
  void ports_areThoseOfItsUnit() throws Exception {
    ScanTarget second = new ScanTarget(ORDER, 3, 0, null, address());

    assertThat(second.transport()).isEqualTo(Transport.UDP);
    assertThat(second.positions()).isEqualTo(2);
    assertThat(second.port(0)).isEqualTo(161);
    assertThat(second.port(1)).isEqualTo(123);
  }
}

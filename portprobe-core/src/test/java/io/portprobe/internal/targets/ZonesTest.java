package io.portprobe.internal.targets;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZonesTest {
  @ParameterizedTest
  @CsvSource({
    "fe80::1, true",
    "febf::1, true",
    "ff02::1, true",
    "fe80::1%1, false",
    "ff02::1%1, false",
    "fec0::1, false",
    "ff0e::1, false",
    "::1, false",
    "169.254.1.1, false"
  })
  void isMissing_linkLocalAddressWithoutZone(String address, boolean missing)
      throws UnknownHostException {
    assertThat(Zones.isMissing(InetAddress.getByName(address))).isEqualTo(missing);
  }

  @Test
  void complete_addressWithZone_isKept() throws UnknownHostException {
    InetAddress address = InetAddress.getByName("fe80::1%1");
    assertThat(Zones.complete(address)).isSameAs(address);
  }

  @Test
  void complete_addressOfThisHost_hasTheZoneOfItsInterface() throws Exception {
    for (var each : java.net.NetworkInterface.networkInterfaces().toList()) {
      for (InetAddress own : each.inetAddresses().toList()) {
        if (own instanceof Inet6Address && own.isLinkLocalAddress()) {
          InetAddress bare = Inet6Address.getByAddress(null, own.getAddress(), -1);
          assertThat(((Inet6Address) Zones.complete(bare)).getScopedInterface()).isEqualTo(each);
        }
      }
    }
  }

  @Test
  void missing_namesAnExample() throws UnknownHostException {
    assertThat(Zones.missing(InetAddress.getByName("fe80::1")))
        .isEqualTo("needs a zone, the interface that leads to it, for example fe80::1%eth0");
  }
}

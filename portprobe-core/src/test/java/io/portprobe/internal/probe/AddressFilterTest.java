package io.portprobe.internal.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.TargetPolicy;
import io.portprobe.Transport;
import io.portprobe.internal.io.ClientThreads;
import io.portprobe.internal.targets.AddressForms;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressFilterTest {
  /** A policy of an application, which denies 169.254.0.0/16 and is not one of portprobe's. */
  private static Optional<String> denyLinkLocalIpv4(Transport transport, InetSocketAddress target) {
    byte[] bytes = target.getAddress().getAddress();
    boolean denied = bytes.length == 4 && bytes[0] == (byte) 169 && bytes[1] == (byte) 254;
    return denied ? Optional.of("is the metadata service") : Optional.empty();
  }

  private Optional<String> denial(TargetPolicy policy, String address) throws UnknownHostException {
    return new AddressFilter(policy, new ClientThreads().deciding())
        .denial(Transport.TCP, new InetSocketAddress(InetAddress.getByName(address), 80));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "::ffff:169.254.169.254", // IPv4-mapped
        "::169.254.169.254", // IPv4-compatible
        "::ffff:0:a9fe:a9fe", // IPv4-translated
        "64:ff9b::a9fe:a9fe", // NAT64
        "64:ff9b:1::a9fe:a9fe", // local NAT64 with a prefix of 96 bits
        "64:ff9b:1:c0de::a9fe:a9fe",
        "64:ff9b:1:a9fe:a9:fe00::", // 48 bits
        "64:ff9b:1:a9fe:a9:fe00:c633:6401", // 48 bits, and bits after the address
        "64:ff9b:1:c0a9:fe:a9fe::", // 56 bits
        "64:ff9b:1:c0a9:fe:a9fe:c633:6401",
        "64:ff9b:1:c0de:a9:fea9:fe00:0", // 64 bits
        "64:ff9b:1:c0de:a9:fea9:fe33:6401",
        "2002:a9fe:a9fe::1", // 6to4
        "2002:c633:6401::5efe:a9fe:a9fe", // ISATAP in a 6to4 site
        "2001:0:a9fe:a9fe::1", // Teredo: the server
        "2001:0:808:808::5601:5601", // Teredo: the client
        "fe80::5efe:a9fe:a9fe", // ISATAP
        "2001:db8::200:5efe:a9fe:a9fe"
      })
  void denial_policyOfTheApplication_deniesEachFormThatADenyListDenies(String address)
      throws UnknownHostException {
    assertThat(denial(TargetPolicy.deny("169.254.0.0/16"), address)).isPresent();
    assertThat(denial(AddressFilterTest::denyLinkLocalIpv4, address))
        .hasValue("is the metadata service");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "2001:db8::1", "64:ff9b:1:a9fe:a9:fe00::1"})
  void denial_policyOfTheApplication_isCalledWithEachAddressThatIsReached(String address)
      throws UnknownHostException {
    List<InetAddress> seen = new ArrayList<>();
    TargetPolicy policy =
        (transport, target) -> {
          seen.add(target.getAddress());
          return Optional.empty();
        };

    assertThat(denial(policy, address)).isEmpty();
    assertThat(seen)
        .containsExactlyElementsOf(AddressForms.deniable(InetAddress.getByName(address)));
  }
}

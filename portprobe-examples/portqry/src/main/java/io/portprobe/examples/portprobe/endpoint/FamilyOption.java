package io.portprobe.examples.portprobe.endpoint;

import io.portprobe.AddressSelection;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options of the address family. A picocli mixin. */
public final class FamilyOption {
  @ArgGroup(exclusive = true, multiplicity = "0..1")
  private @Nullable Family family;

  /** An address family. */
  static final class Family {
    @Option(names = "-4", description = "Probe IPv4 addresses only.")
    @SuppressWarnings("unused") // the default of the group
    private boolean ipv4;

    @Option(names = "-6", description = "Probe IPv6 addresses only.")
    private boolean ipv6;

    private AddressSelection selection() {
      return ipv6 ? AddressSelection.IPV6 : AddressSelection.IPV4;
    }
  }

  /** Called by picocli. */
  public FamilyOption() {}

  /** Returns the selection; empty without an option. */
  public Optional<AddressSelection> selection() {
    return Optional.ofNullable(family).map(Family::selection);
  }

  /** Returns whether an address has the family. */
  public boolean includes(InetAddress address) {
    boolean isIpv4 = address instanceof Inet4Address;
    return family == null || family.ipv6 != isIpv4;
  }
}

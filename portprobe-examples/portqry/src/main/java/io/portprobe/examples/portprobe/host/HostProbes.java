package io.portprobe.examples.portprobe.host;

import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.examples.portprobe.cli.CommandException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The probes that look for a host. They find out the states of ports only, since any response of
 * the host is evidence.
 *
 * @param ports TCP ports
 * @param source the local address; empty for that of the route
 * @param timeout the time of each probe
 * @param afterEvidence the time that the other probes have after evidence, so that more of it is
 *     reported
 */
record HostProbes(
    List<Integer> ports, Optional<InetAddress> source, Duration timeout, Duration afterEvidence) {
  /** SSH, HTTP, RPC, HTTPS, SMB and RDP: most hosts accept or refuse one of them. */
  static final String COMMON_PORTS = "22,80,135,443,445,3389";

  /** The first port of traceroute, which most hosts refuse by an ICMP error. */
  static final int UDP_PORT = 33_434;

  private static final Duration AFTER_EVIDENCE = Duration.ofMillis(500);
  private static final int MAX_PORT = 65_535;

  /**
   * Checks and creates the probes.
   *
   * @throws CommandException if a port is out of range
   */
  static HostProbes of(List<Integer> ports, Optional<InetAddress> source, Duration timeout)
      throws CommandException {
    for (int port : ports) {
      if (port < 1 || port > MAX_PORT) {
        throw CommandException.badValue("--ports", Integer.toString(port), "ports, 1-65535");
      }
    }
    return new HostProbes(List.copyOf(ports), source, timeout, AFTER_EVIDENCE);
  }

  /** Returns the probes of an address. */
  List<PortProbe> of(ProbeClient client, InetAddress address) {
    List<PortProbe> probes = new ArrayList<>();
    for (int port : ports) {
      probes.add(client.tcp(new InetSocketAddress(address, port)));
    }
    probes.add(client.udp(new InetSocketAddress(address, UDP_PORT)));
    return probes.stream().map(this::configured).toList();
  }

  private PortProbe configured(PortProbe probe) {
    PortProbe set = probe.stateOnly().timeout(timeout);
    return source.isPresent() ? set.sourceAddress(source.get()) : set;
  }
}

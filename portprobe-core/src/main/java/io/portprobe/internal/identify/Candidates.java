package io.portprobe.internal.identify;

import io.portprobe.Transport;
import io.portprobe.internal.dialogue.ProtocolRegistry;
import io.portprobe.spi.Binding;
import io.portprobe.spi.ServiceFacts;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The protocols of a client as candidates of an identification. Immutable. */
public final class Candidates {
  /**
   * TCP ports where a device is common that acts on any data: printers that print it (9100 to
   * 9107), and industrial controllers: S7 (102), Modbus (502), IEC 60870-5-104 (2404), DNP3
   * (20000), EtherNet/IP (44818) and BACnet (47808).
   */
  private static final Set<Integer> QUIET_PORTS =
      Set.of(
          9100, 9101, 9102, 9103, 9104, 9105, 9106, 9107, 102, 502, 2404, 20_000, 44_818, 47_808);

  /** What one protocol recognises. */
  record Recognition(Candidate candidate, ServiceFacts facts) {}

  private final List<Candidate> overTcp;
  private final List<Candidate> overUdp;

  Candidates(List<Candidate> candidates) {
    this.overTcp = byRarity(candidates, Transport.TCP);
    this.overUdp = byRarity(candidates, Transport.UDP);
  }

  private static List<Candidate> byRarity(List<Candidate> candidates, Transport transport) {
    return candidates.stream()
        .filter(candidate -> candidate.supports(transport))
        .sorted(Candidate.byRarity(transport))
        .toList();
  }

  private List<Candidate> byRarity(Transport transport) {
    return transport == Transport.TCP ? overTcp : overUdp;
  }

  /** Returns the protocols of a client that can be loaded. */
  public static Candidates of(ProtocolRegistry protocols) {
    return new Candidates(
        protocols.all().stream()
            .filter(ProtocolRegistry.Entry::isLoadable)
            .map(Candidate::of)
            .toList());
  }

  /**
   * Returns the protocols that recognise the bytes of a server, in the order of rarity. None
   * recognises an empty datagram.
   */
  List<Recognition> recognise(Transport transport, ByteBuffer received, PlugInFailures failures) {
    if (!received.hasRemaining()) {
      return List.of();
    }
    List<Recognition> recognitions = new ArrayList<>();
    for (Candidate candidate : byRarity(transport)) {
      candidate
          .recognise(received, failures)
          .ifPresent(facts -> recognitions.add(new Recognition(candidate, facts)));
    }
    return recognitions;
  }

  /** Returns the protocols of a default port, those with the highest priority first. */
  List<Candidate> bound(Transport transport, int port, boolean tls) {
    return byRarity(transport).stream()
        .filter(candidate -> candidate.on(transport, port, tls).isPresent())
        .sorted(Comparator.comparingInt(candidate -> -priority(candidate, transport, port, tls)))
        .toList();
  }

  private static int priority(Candidate candidate, Transport transport, int port, boolean tls) {
    return candidate
        .on(transport, port, tls)
        .map(binding -> binding.priority() + (binding.tls() == tls ? 1 << 16 : 0))
        .orElse(0);
  }

  /**
   * Returns the protocols whose requests to try: those of the port, then the others by rarity, over
   * TLS those first that have a TLS port. Empty if nothing may be sent to this port.
   *
   * @param unsafe whether protocols are included that are not safe
   */
  List<Candidate> requests(Transport transport, int port, boolean tls, boolean unsafe) {
    if (!unsafe && isQuiet(transport, port)) {
      return List.of();
    }
    List<Candidate> order = new ArrayList<>(bound(transport, port, tls));
    byRarity(transport).stream()
        .filter(candidate -> !order.contains(candidate))
        .sorted(Comparator.comparing(candidate -> tls && !candidate.supportsTls()))
        .forEach(order::add);
    order.removeIf(candidate -> !unsafe && !candidate.safe());
    return List.copyOf(order);
  }

  /** Returns whether a device that acts on any data is common on a port. */
  boolean isQuiet(Transport transport, int port) {
    return (transport == Transport.TCP && QUIET_PORTS.contains(port))
        || bound(transport, port, false).stream().anyMatch(candidate -> !candidate.safe());
  }

  /** Returns whether a port is a TLS port of a protocol, and of none without TLS. */
  boolean isTlsPort(int port) {
    List<Binding> bindings =
        overTcp.stream()
            .flatMap(candidate -> candidate.bindings().stream())
            .filter(binding -> binding.transport() == Transport.TCP && binding.port() == port)
            .toList();
    return !bindings.isEmpty() && bindings.stream().allMatch(Binding::tls);
  }

  boolean repliesFromAnyPort() {
    return overUdp.stream().anyMatch(Candidate::repliesFromAnyPort);
  }
}

package io.portprobe.internal.identify;

import io.portprobe.Transport;
import io.portprobe.internal.dialogue.ProtocolRegistry;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Finding;
import io.portprobe.spi.ForeignReaction;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ServiceFacts;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A protocol that a port may speak. Immutable.
 *
 * @param rarity how rarely its servers are found
 * @param safe whether its requests may be sent to an unknown service
 */
record Candidate(
    String name, Protocol protocol, Set<Binding> bindings, Rarity rarity, boolean safe) {
  /**
   * How rarely servers of a protocol are found.
   *
   * @param tcp 1 (common) to 9 (rare)
   * @param udp the same over UDP
   */
  record Rarity(int tcp, int udp) {
    private static final int MAX = 9;

    /** Reads the rarity of a plug-in, which may return any number. */
    static Rarity of(Protocol protocol) {
      return new Rarity(
          bounded(protocol.rarity(Transport.TCP)), bounded(protocol.rarity(Transport.UDP)));
    }

    private static int bounded(int rarity) {
      return Math.max(1, Math.min(MAX, rarity));
    }

    int over(Transport transport) {
      return transport == Transport.TCP ? tcp : udp;
    }
  }

  /** Returns the order of protocols where nothing is known about a port. */
  static Comparator<Candidate> byRarity(Transport transport) {
    return Comparator.comparingInt((Candidate each) -> each.rarity().over(transport))
        .thenComparing(Candidate::name);
  }

  /** Reads the constant properties of a plug-in. One that fails is rare and not safe. */
  static Candidate of(ProtocolRegistry.Entry entry) {
    Protocol protocol = entry.protocol();
    Rarity rarity = new Rarity(Rarity.MAX, Rarity.MAX);
    boolean safe = false;
    try {
      rarity = Rarity.of(protocol);
      safe = protocol.isSafe();
    } catch (RuntimeException | Error e) {
      System.getLogger("io.portprobe")
          .log(
              System.Logger.Level.WARNING,
              "the protocol '" + entry.name() + "' failed in rarity() or isSafe()",
              e);
    }
    return new Candidate(entry.name(), protocol, entry.bindings(), rarity, safe);
  }

  /** Returns the binding of a port, that with TLS or that without if there are two. */
  Optional<Binding> on(Transport transport, int port, boolean tls) {
    return bindings.stream()
        .filter(binding -> binding.transport() == transport && binding.port() == port)
        .max(Comparator.comparing(binding -> binding.tls() == tls));
  }

  boolean supports(Transport transport) {
    return bindings.stream().anyMatch(binding -> binding.transport() == transport);
  }

  boolean supportsTls() {
    return bindings.stream().anyMatch(Binding::tls);
  }

  boolean repliesFromAnyPort() {
    return bindings.stream().anyMatch(Binding::repliesFromAnyPort);
  }

  /** Returns what the protocol recognises in the bytes of a server. */
  Optional<ServiceFacts> recognise(ByteBuffer received, PlugInFailures failures) {
    try {
      Optional<ServiceFacts> facts = protocol.recognise(received.asReadOnlyBuffer());
      return facts == null ? Optional.empty() : facts;
    } catch (RuntimeException | Error e) { // a plug-in may throw anything; it recognises nothing
      failures.add(name, "recognise", e);
      return Optional.empty();
    }
  }

  /** Returns what a server of the protocol does when it receives a request of another protocol. */
  ForeignReaction reaction(ByteBuffer request, PlugInFailures failures) {
    try {
      return Objects.requireNonNull(
          protocol.foreignReaction(request.asReadOnlyBuffer()), "foreignReaction()");
    } catch (RuntimeException | Error e) { // a plug-in may throw anything; its servers are unknown
      failures.add(name, "foreignReaction", e);
      return ForeignReaction.VARIES;
    }
  }

  /** Returns the facts of a finding of the protocol. */
  ServiceFacts facts(Finding finding, PlugInFailures failures) {
    try {
      ServiceFacts facts = finding.facts();
      return facts == null ? ServiceFacts.none() : facts;
    } catch (RuntimeException | Error e) { // a plug-in may throw anything
      failures.add(name, "facts", e);
      return ServiceFacts.none();
    }
  }
}

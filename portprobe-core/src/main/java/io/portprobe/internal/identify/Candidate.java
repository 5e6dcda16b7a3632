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
 * @param rarity 1 (common) to 9 (rare)
 * @param safe whether its requests may be sent to an unknown service
 * @param reaction what its servers do when they receive the request of another protocol
 */
record Candidate(
    String name,
    Protocol protocol,
    Set<Binding> bindings,
    int rarity,
    boolean safe,
    ForeignReaction reaction) {
  private static final int MOST_RARE = 9;

  /** The order of protocols where nothing is known about a port. */
  static final Comparator<Candidate> BY_RARITY =
      Comparator.comparingInt(Candidate::rarity).thenComparing(Candidate::name);

  /** Reads the constant properties of a plug-in. One that fails is rare and not safe. */
  static Candidate of(ProtocolRegistry.Entry entry) {
    Protocol protocol = entry.protocol();
    int rarity = MOST_RARE;
    boolean safe = false;
    ForeignReaction reaction = ForeignReaction.VARIES;
    try {
      rarity = Math.max(1, Math.min(MOST_RARE, protocol.rarity()));
      reaction = Objects.requireNonNull(protocol.foreignReaction(), "foreignReaction()");
      safe = protocol.isSafe();
    } catch (RuntimeException | Error e) {
      System.getLogger("io.portprobe")
          .log(
              System.Logger.Level.WARNING,
              "the protocol '"
                  + entry.name()
                  + "' failed in rarity(), foreignReaction() or isSafe()",
              e);
    }
    return new Candidate(entry.name(), protocol, entry.bindings(), rarity, safe, reaction);
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

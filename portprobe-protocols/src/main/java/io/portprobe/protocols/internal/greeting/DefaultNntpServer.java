package io.portprobe.protocols.internal.greeting;

import io.portprobe.protocols.greeting.NntpServer;
import io.portprobe.protocols.greeting.StartTlsOutcome;
import io.portprobe.protocols.tls.TlsSummary;
import io.portprobe.spi.ServiceFacts;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A {@link NntpServer} whose components are the accessors of the interface. */
record DefaultNntpServer(
    List<String> greeting,
    boolean refused,
    boolean postingAllowed,
    List<String> capabilities,
    List<String> capabilitiesBeforeTls,
    StartTlsOutcome startTls,
    Optional<TlsSummary> tls,
    List<String> notes)
    implements NntpServer {
  DefaultNntpServer {
    greeting = List.copyOf(greeting);
    capabilities = List.copyOf(capabilities);
    capabilitiesBeforeTls = List.copyOf(capabilitiesBeforeTls);
    Objects.requireNonNull(startTls, "startTls");
    Objects.requireNonNull(tls, "tls");
    notes = List.copyOf(notes);
  }

  @Override
  public List<String> authMechanisms() {
    return capability("SASL").map(CommandDialogue::words).orElse(List.of());
  }

  @Override
  public Optional<String> implementation() {
    return capability("IMPLEMENTATION");
  }

  @Override
  public ServiceFacts facts() {
    return GreetingFacts.of("nntp", greeting, implementation());
  }

  @Override
  public List<String> lines() {
    return GreetingLines.of(this)
        .add("posting", postingAllowed ? "allowed" : "not allowed")
        .end(this);
  }

  @Override
  public String toString() {
    return GreetingLines.describe("NntpServer", this);
  }
}

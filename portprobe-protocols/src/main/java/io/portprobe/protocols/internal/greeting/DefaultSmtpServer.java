package io.portprobe.protocols.internal.greeting;

import io.portprobe.protocols.greeting.SmtpServer;
import io.portprobe.protocols.greeting.StartTlsOutcome;
import io.portprobe.protocols.tls.TlsSummary;
import io.portprobe.spi.ServiceFacts;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A {@link SmtpServer} whose components are the accessors of the interface. */
record DefaultSmtpServer(
    List<String> greeting,
    boolean refused,
    Optional<String> hostName,
    List<String> capabilities,
    List<String> capabilitiesBeforeTls,
    StartTlsOutcome startTls,
    Optional<TlsSummary> tls,
    List<String> notes)
    implements SmtpServer {
  DefaultSmtpServer {
    greeting = List.copyOf(greeting);
    Objects.requireNonNull(hostName, "hostName");
    capabilities = List.copyOf(capabilities);
    capabilitiesBeforeTls = List.copyOf(capabilitiesBeforeTls);
    Objects.requireNonNull(startTls, "startTls");
    Objects.requireNonNull(tls, "tls");
    notes = List.copyOf(notes);
  }

  @Override
  public List<String> authMechanisms() {
    return capability("AUTH").map(CommandDialogue::words).orElse(List.of());
  }

  @Override
  public ServiceFacts facts() {
    return GreetingFacts.of("smtp", greeting, Optional.empty());
  }

  @Override
  public List<String> lines() {
    return GreetingLines.of(this).add("host name", hostName).end(this);
  }

  @Override
  public String toString() {
    return GreetingLines.describe("SmtpServer", this);
  }
}

package io.portprobe.protocols.internal.greeting;

import io.portprobe.protocols.greeting.FtpServer;
import io.portprobe.protocols.greeting.StartTlsOutcome;
import io.portprobe.protocols.tls.TlsSummary;
import io.portprobe.spi.ServiceFacts;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** A {@link FtpServer} whose components are the accessors of the interface. */
record DefaultFtpServer(
    List<String> greeting,
    boolean refused,
    Optional<String> system,
    AnonymousLogon anonymousLogon,
    List<String> logonReplies,
    List<String> capabilities,
    List<String> capabilitiesBeforeTls,
    StartTlsOutcome startTls,
    Optional<TlsSummary> tls,
    List<String> notes)
    implements FtpServer {
  DefaultFtpServer {
    greeting = List.copyOf(greeting);
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(anonymousLogon, "anonymousLogon");
    logonReplies = List.copyOf(logonReplies);
    capabilities = List.copyOf(capabilities);
    capabilitiesBeforeTls = List.copyOf(capabilitiesBeforeTls);
    Objects.requireNonNull(startTls, "startTls");
    Objects.requireNonNull(tls, "tls");
    notes = List.copyOf(notes);
  }

  private Optional<String> logon() {
    return anonymousLogon == AnonymousLogon.NOT_TRIED
        ? Optional.empty()
        : Optional.of(anonymousLogon.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public ServiceFacts facts() {
    return GreetingFacts.of("ftp", greeting, Optional.empty());
  }

  @Override
  public List<String> lines() {
    return GreetingLines.of(this)
        .add("system", system)
        .add("anonymous log-on", logon())
        .addAll("log-on", logonReplies)
        .end(this);
  }

  @Override
  public String toString() {
    return GreetingLines.describe("FtpServer", this);
  }
}

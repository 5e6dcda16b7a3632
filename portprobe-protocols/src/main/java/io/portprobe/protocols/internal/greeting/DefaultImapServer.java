package io.portprobe.protocols.internal.greeting;

import io.portprobe.protocols.greeting.ImapServer;
import io.portprobe.protocols.greeting.StartTlsOutcome;
import io.portprobe.protocols.tls.TlsSummary;
import io.portprobe.spi.ServiceFacts;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A {@link ImapServer} whose components are the accessors of the interface. */
record DefaultImapServer(
    List<String> greeting,
    boolean refused,
    Map<String, String> id,
    List<String> capabilities,
    List<String> capabilitiesBeforeTls,
    StartTlsOutcome startTls,
    Optional<TlsSummary> tls,
    List<String> notes)
    implements ImapServer {
  private static final String AUTH = "AUTH=";

  DefaultImapServer {
    greeting = List.copyOf(greeting);
    id = Collections.unmodifiableMap(new LinkedHashMap<>(id));
    capabilities = List.copyOf(capabilities);
    capabilitiesBeforeTls = List.copyOf(capabilitiesBeforeTls);
    Objects.requireNonNull(startTls, "startTls");
    Objects.requireNonNull(tls, "tls");
    notes = List.copyOf(notes);
  }

  @Override
  public List<String> authMechanisms() {
    return capabilities.stream()
        .filter(word -> word.regionMatches(true, 0, AUTH, 0, AUTH.length()))
        .map(word -> word.substring(AUTH.length()))
        .toList();
  }

  private Optional<String> product() {
    return Optional.ofNullable(id.get("name"))
        .map(name -> name + " " + id.getOrDefault("version", ""));
  }

  private List<String> idTexts() {
    return id.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList();
  }

  @Override
  public ServiceFacts facts() {
    return GreetingFacts.of("imap", greeting, product());
  }

  @Override
  public List<String> lines() {
    return GreetingLines.of(this).addAll("id", idTexts()).end(this);
  }

  @Override
  public String toString() {
    return GreetingLines.describe("ImapServer", this);
  }
}

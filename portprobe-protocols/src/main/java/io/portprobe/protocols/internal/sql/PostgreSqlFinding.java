package io.portprobe.protocols.internal.sql;

import io.portprobe.protocols.sql.PostgreSqlResult;
import io.portprobe.protocols.sql.TlsUse;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The implementation of {@link PostgreSqlResult}. */
public record PostgreSqlFinding(
    TlsUse tls,
    Optional<String> tlsFailure,
    Optional<String> authentication,
    List<String> saslMechanisms,
    Map<String, String> error,
    Map<String, String> parameters)
    implements PostgreSqlResult {
  /** Copies the collections and checks that nothing is null. */
  public PostgreSqlFinding {
    Objects.requireNonNull(tls, "tls");
    Objects.requireNonNull(tlsFailure, "tlsFailure");
    Objects.requireNonNull(authentication, "authentication");
    saslMechanisms = List.copyOf(saslMechanisms);
    error = Collections.unmodifiableMap(new LinkedHashMap<>(error));
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** Other products report their version in the place of that of PostgreSQL. */
  private String product() {
    return parameters.containsKey("crdb_version") ? "CockroachDB" : "PostgreSQL";
  }

  @Override
  public ServiceFacts facts() {
    ServiceFacts facts =
        ServiceFacts.of("postgresql").withVolatileComponents("error").withVolatileLines("error:");
    return serverVersion()
        .map(version -> facts.withProduct(product()).withVersion(version))
        .orElse(facts);
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("TLS: " + tls.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    tlsFailure.ifPresent(why -> lines.add("TLS failure: " + why));
    authentication.ifPresent(
        text ->
            lines.add(
                "authentication: "
                    + text
                    + (saslMechanisms.isEmpty() ? "" : " " + String.join(" ", saslMechanisms))));
    if (!error.isEmpty()) {
      lines.add("error: " + sqlState().orElse("") + " " + errorMessage().orElse(""));
    }
    serverVersion().ifPresent(version -> lines.add("version: " + version));
    return SafeText.lines(lines);
  }

  /** Leaves out the text of the server. */
  @Override
  public String toString() {
    return "PostgreSQL, TLS " + tls + (error.isEmpty() ? "" : ", with an error");
  }
}

package io.portprobe.protocols.internal.sql;

import io.portprobe.protocols.sql.MySqlResult;
import io.portprobe.protocols.sql.TlsUse;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The implementation of {@link MySqlResult}. */
public record MySqlFinding(
    Optional<String> serverVersion,
    OptionalLong connectionId,
    long capabilities,
    OptionalInt collation,
    OptionalInt status,
    Optional<String> authenticationPlugin,
    OptionalInt errorCode,
    Optional<String> errorMessage,
    TlsUse tls,
    Optional<String> tlsFailure)
    implements MySqlResult {
  private static final String MARIADB = "MariaDB";

  /** MariaDB 10 sends this prefix, because replicas of MySQL 5 expect a first digit of 5. */
  private static final String REPLICATION_PREFIX = "5.5.5-";

  /** Checks that nothing is null. */
  public MySqlFinding {
    Objects.requireNonNull(serverVersion, "serverVersion");
    Objects.requireNonNull(connectionId, "connectionId");
    Objects.requireNonNull(collation, "collation");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(authenticationPlugin, "authenticationPlugin");
    Objects.requireNonNull(errorCode, "errorCode");
    Objects.requireNonNull(errorMessage, "errorMessage");
    Objects.requireNonNull(tls, "tls");
    Objects.requireNonNull(tlsFailure, "tlsFailure");
  }

  MySqlFinding withTls(TlsUse use, Optional<String> failure) {
    return new MySqlFinding(
        serverVersion,
        connectionId,
        capabilities,
        collation,
        status,
        authenticationPlugin,
        errorCode,
        errorMessage,
        use,
        failure);
  }

  @Override
  public List<String> capabilityNames() {
    return MySqlCapabilities.names(capabilities);
  }

  @Override
  public Optional<String> product() {
    if (serverVersion.isPresent()) {
      return Stream.of(MARIADB, "TiDB")
          .filter(serverVersion.get()::contains)
          .findFirst()
          .or(() -> Optional.of("MySQL"));
    }
    return Stream.of(MARIADB, "MySQL").filter(errorMessage.orElse("")::contains).findFirst();
  }

  @Override
  public Optional<String> version() {
    return serverVersion.map(
        text -> {
          if (product().filter("TiDB"::equals).isPresent()) {
            return text.substring(text.indexOf("TiDB") + 4).replaceFirst("^-v?", "");
          }
          boolean prefixed = text.startsWith(REPLICATION_PREFIX) && text.contains(MARIADB);
          String rest = prefixed ? text.substring(REPLICATION_PREFIX.length()) : text;
          int hyphen = rest.indexOf('-');
          return hyphen > 0 ? rest.substring(0, hyphen) : rest;
        });
  }

  private String operatingSystem() {
    String text = serverVersion.orElse("").toLowerCase(Locale.ROOT);
    if (text.contains("ubuntu")) {
      return "Ubuntu";
    }
    return text.matches(".*[+~-]deb(ian|\\d).*") ? "Debian" : "";
  }

  @Override
  public ServiceFacts facts() {
    return ServiceFacts.of("mysql")
        .withProduct(product().orElse(""))
        .withVersion(version().orElse(""))
        .withOperatingSystem(operatingSystem())
        .withVolatileComponents("connectionId")
        .withVolatileLines("connection id:");
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "product: " + product().orElse("unknown") + version().map(text -> " " + text).orElse(""));
    serverVersion.ifPresent(text -> lines.add("version as sent: " + text));
    connectionId.ifPresent(id -> lines.add("connection id: " + id));
    if (capabilities != 0) {
      lines.add("capabilities: " + String.join(" ", capabilityNames()));
    }
    authenticationPlugin.ifPresent(text -> lines.add("authentication plug-in: " + text));
    if (errorCode.isPresent()) {
      lines.add("error: " + errorCode.getAsInt() + " " + errorMessage.orElse(""));
    }
    if (tls != TlsUse.NOT_REQUESTED) {
      lines.add("TLS: " + tls.name().toLowerCase(Locale.ROOT));
    }
    tlsFailure.ifPresent(why -> lines.add("TLS failure: " + why));
    return SafeText.lines(lines);
  }

  /** Leaves out the text of the server. */
  @Override
  public String toString() {
    return errorCode.isPresent()
        ? "MySQL protocol, error " + errorCode.getAsInt()
        : "MySQL protocol, greeting";
  }
}

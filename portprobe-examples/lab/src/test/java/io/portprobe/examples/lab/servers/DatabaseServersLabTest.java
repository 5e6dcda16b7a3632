package io.portprobe.examples.lab.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Endpoint;
import io.portprobe.ProbeReport;
import io.portprobe.examples.lab.InLab;
import io.portprobe.examples.lab.LabClient;
import io.portprobe.examples.lab.Relays;
import io.portprobe.examples.lab.Tool;
import io.portprobe.identify.IdentifySettings;
import io.portprobe.identify.ServiceIdentity;
import io.portprobe.protocols.mssql.SqlServer;
import io.portprobe.protocols.mssql.SqlServer.Encryption;
import io.portprobe.protocols.sql.MySql;
import io.portprobe.protocols.sql.MySqlResult;
import io.portprobe.protocols.sql.PostgreSqlResult;
import io.portprobe.protocols.sql.TlsUse;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Compares MariaDB and PostgreSQL with their own programs and with openssl. */
@InLab
class DatabaseServersLabTest {
  @RegisterExtension static final LabClient LAB = new LabClient();

  @RegisterExtension
  static final DebianServers SERVERS =
      new DebianServers(DebianServer.MARIADBD, DebianServer.POSTGRES, DebianServer.TDSPOOL);

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /** The server listens before it has read its files. */
  private static final String STARTING_UP = "57P03";

  private static ProbeReport report(DebianServer server) {
    return LAB.tcp(server.host(), server.port()).report().join();
  }

  private static BigInteger serial(ProbeReport report) {
    return report.tls().get(0).certificates().get(0).getSerialNumber();
  }

  /** Returns the serial number that openssl reads after the STARTTLS of a database. */
  private static BigInteger serialByOpenssl(String protocol, DebianServer server) {
    String address = server.host() + ":" + server.port();
    String line =
        Tool.run(
                "sh",
                "-c",
                ("openssl s_client -starttls %s -connect %s </dev/null 2>/dev/null"
                        + " | openssl x509 -noout -serial")
                    .formatted(protocol, address))
            .get(0);
    return new BigInteger(line.substring("serial=".length()), 16);
  }

  @Test
  @DisplayName("MariaDB has the version of its program and the certificate that openssl reads")
  void mariadb() {
    ProbeReport report =
        LAB.tcp(DebianServer.MARIADBD.host(), DebianServer.MARIADBD.port())
            .option(MySql.TLS, true)
            .report()
            .join();
    MySqlResult mysql = report.finding(MySqlResult.class).orElseThrow();

    assertThat(mysql.product()).contains("MariaDB");
    assertThat(DebianServers.tool("mariadbd", "--version").get(0))
        .contains("Ver " + mysql.version().orElseThrow() + "-MariaDB");
    assertThat(mysql.tls()).isEqualTo(TlsUse.COMPLETED);
    assertThat(serial(report)).isEqualTo(serialByOpenssl("mysql", DebianServer.MARIADBD));
  }

  @Test
  @DisplayName(
      "PostgreSQL has the authentication of its setup and the certificate that openssl reads")
  void postgreSql() {
    ProbeReport report = report(DebianServer.POSTGRES);
    PostgreSqlResult postgres = report.finding(PostgreSqlResult.class).orElseThrow();
    while (postgres.sqlState().equals(Optional.of(STARTING_UP))) {
      report = report(DebianServer.POSTGRES);
      postgres = report.finding(PostgreSqlResult.class).orElseThrow();
    }

    assertThat(postgres.saslMechanisms()).contains("SCRAM-SHA-256");
    assertThat(postgres.tls()).isEqualTo(TlsUse.COMPLETED);
    assertThat(serial(report)).isEqualTo(serialByOpenssl("postgres", DebianServer.POSTGRES));
  }

  /** The pool of FreeTDS presents itself as SQL Server 2008, and supports no encryption. */
  @Test
  void tdsPool_versionAndEncryption_areThoseOfItsSource() {
    SqlServer server = report(DebianServer.TDSPOOL).finding(SqlServer.class).orElseThrow();

    assertThat(server.version()).isEqualTo("10.0.1600.0");
    assertThat(server.encryption()).contains(Encryption.NOT_SUPPORTED);
  }

  @Test
  void databasesOnOtherPorts_areNamed() {
    List<Endpoint> targets =
        Stream.of(DebianServer.MARIADBD, DebianServer.POSTGRES, DebianServer.TDSPOOL)
            .map(server -> Endpoint.tcp(server.host(), server.port()))
            .toList();
    try (Relays relays = new Relays("127.0.0.6", targets)) {
      List<ServiceIdentity> found =
          relays.endpoints().stream()
              .map(each -> LAB.client().probe(each).timeout(TIMEOUT).identify())
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();

      assertThat(found)
          .extracting(identity -> identity.protocol().orElse("-"))
          .containsExactly("mysql", "postgresql", "mssql");
      assertThat(found).allMatch(each -> each.connections() <= IdentifySettings.MAX_CONNECTIONS);
      assertThat(((PostgreSqlResult) found.get(1).finding().orElseThrow()).tls())
          .isEqualTo(TlsUse.COMPLETED);
    }
  }
}

package io.portprobe.examples.lab.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.DialogueReport;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.examples.lab.InLab;
import io.portprobe.protocols.ldap.LdapResult;
import io.portprobe.protocols.ldap.RootDse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@InLab
class LdapRefusalLabTest {
  private static ProbeClient client;

  @TempDir private Path folder;

  @BeforeAll
  static void open() {
    client = ProbeClient.builder().timeout(Duration.ofSeconds(30)).build();
  }

  @AfterAll
  static void close() {
    client.close();
  }

  @ParameterizedTest
  @CsvSource({
    "require bind, 1, BIND required, true, false",
    "require authc, 53, authentication required, true, false",
    "security tls=1, 13, TLS confidentiality required, false, true",
    "restrict search, 53, operation restricted, false, false"
  })
  @DisplayName("A refusal has the result code, the diagnostic message and the requirement")
  void refuses(String setting, int code, String words, boolean bind, boolean tls)
      throws IOException {
    try (OpenLdap server = OpenLdap.start(folder, setting)) {
      RootDse rootDse = rootDse(server);

      assertThat(rootDse.attributes()).isEmpty();
      assertThat(rootDse.complete()).isTrue();
      assertThat(rootDse.result()).hasValue(new LdapResult(code, "", words, List.of()));
      assertThat(rootDse.requiresBind()).isEqualTo(bind);
      assertThat(rootDse.requiresTls()).isEqualTo(tls);
      assertThat(rootDse.lines()).anyMatch(line -> line.endsWith(words));
    }
  }

  @Test
  @DisplayName("A hidden rootDSE is reported with its success code")
  void hides() throws IOException {
    try (OpenLdap server = OpenLdap.start(folder, "access to dn.base=\"\" by * none")) {
      RootDse rootDse = rootDse(server);

      assertThat(rootDse.attributes()).isEmpty();
      assertThat(rootDse.complete()).isTrue();
      assertThat(rootDse.lines()).startsWith("no rootDSE returned");
    }
  }

  @Test
  @DisplayName("An oversized response is reported with its length")
  void tooLong() throws IOException {
    Path more = folder.resolve("more.ldif");
    StringBuilder ldif = new StringBuilder("dn:\n");
    for (int i = 0; i < 30; i++) {
      ldif.append("description: ").append(i).append("x".repeat(60_000)).append('\n');
    }
    Files.writeString(more, ldif);
    try (OpenLdap server = OpenLdap.start(folder, "rootDSE " + more)) {
      RootDse rootDse = rootDse(server);

      assertThat(rootDse.complete()).isFalse();
      assertThat(rootDse.notes())
          .singleElement()
          .asString()
          .matches("an LDAP message of 180\\d{4} bytes \\(expected: at most 1048576\\)");
    }
  }

  @Test
  @DisplayName("Long values within the limit are complete, in any segmentation")
  void longValues() throws IOException {
    Path more = folder.resolve("more.ldif");
    Files.writeString(more, "dn:\ndescription: " + "x".repeat(900_000) + "\n");
    try (OpenLdap server = OpenLdap.start(folder, "rootDSE " + more)) {
      RootDse rootDse = rootDse(server);

      assertThat(rootDse.complete()).isTrue();
      assertThat(rootDse.value("description"))
          .hasValueSatisfying(value -> assertThat(value).hasSize(900_000));
    }
  }

  private static RootDse rootDse(OpenLdap server) {
    ProbeReport report = client.tcp(server.host(), 389).report().join();
    assertThat(report.dialogue().orElseThrow().outcome())
        .as(report.explain())
        .isEqualTo(DialogueReport.Outcome.FINISHED);
    return report.finding(RootDse.class).orElseThrow();
  }
}

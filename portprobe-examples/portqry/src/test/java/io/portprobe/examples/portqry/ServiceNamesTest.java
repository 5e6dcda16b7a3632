package io.portprobe.examples.portqry;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.examples.portqry.services.BundledServices;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceNamesTest {
  private static final BundledServices SERVICES = BundledServices.load();

  @ParameterizedTest(name = "{0}/{1} is {2}")
  @CsvSource({
    "80, TCP, http",
    "25, TCP, smtp",
    "53, UDP, domain",
    "135, TCP, epmap",
    "137, UDP, netbios-ns",
    "389, TCP, ldap",
    "445, TCP, microsoft-ds",
    "3268, TCP, msft-gc",
    "631, TCP, ipp",
    "512, TCP, exec",
    "512, UDP, biff",
    "514, TCP, shell",
    "514, UDP, syslog",
    "6000, TCP, x11",
    "6063, TCP, x11",
    "1, TCP, tcpmux",
  })
  void name(int port, Transport transport, String name) {
    assertThat(SERVICES.name(transport, port)).hasValue(name);
  }

  @ParameterizedTest(name = "{0}/{1} has none")
  @CsvSource({
    "80, UDP",
    "389, UDP",
    "1745, UDP",
    "1024, TCP",
    "143, UDP",
    "4, TCP",
    "65535, TCP",
    "65535, UDP",
    "6000, UDP"
  })
  void nameless(int port, Transport transport) {
    assertThat(SERVICES.name(transport, port)).isEmpty();
  }

  @Test
  @DisplayName("Every port has the name that a plain reader of the table finds")
  void everyPort() throws Exception {
    Map<Integer, String[]> table = new HashMap<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                BundledServices.class.getResourceAsStream("services.tsv"),
                StandardCharsets.US_ASCII))) {
      reader
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .forEach(columns -> table.put(Integer.parseInt(columns[0]), columns));
    }
    assertThat(table).hasSizeGreaterThan(6_000);
    String[] none = {"", "", ""};
    for (int port = 1; port <= 65_535; port++) {
      String[] columns = table.getOrDefault(port, none);
      assertThat(SERVICES.name(Transport.TCP, port)).isEqualTo(nonEmpty(columns[1]));
      assertThat(SERVICES.name(Transport.UDP, port)).isEqualTo(nonEmpty(columns[2]));
    }
  }

  private static Optional<String> nonEmpty(String name) {
    return name.isEmpty() ? Optional.empty() : Optional.of(name);
  }
}

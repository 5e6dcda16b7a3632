package io.portprobe.examples.portprobe.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.portprobe.examples.portprobe.CommandRun;
import io.portprobe.examples.portprobe.output.json.JsonLine;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.protocols.testing.dns.DnsPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class DomainCommandTest {
  private static final String SOA = "example. 60 IN SOA ns.example. root.example. 1 60 60 60 60";
  private static final String RECORD =
      "_ldap._tcp.dc._msdcs.ad.example. 60 IN SRV 0 100 389 dc1.ad.example.";

  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(JsonLine.schema(), InputFormat.JSON);

  private final CommandRun run = new CommandRun();

  private static String at(DnsPeer names) {
    return names.host() + ":" + names.port();
  }

  @Test
  void domainWithoutRecords_exits99_andNamesTheNameServer() {
    try (DnsPeer names = DnsPeer.serving(SOA)) {
      assertThat(run.run("domain", "ad.example", "--name-server", at(names))).isEqualTo(99);

      assertThat(run.out())
          .startsWith("Domain ad.example\n  join the domain    blocked\n")
          .contains("returned NXDOMAIN and no SRV records of _ldap._tcp.dc._msdcs.ad.example.");
      assertThat(run.err()).isEmpty();
    }
  }

  @Test
  void nameServerThatDoesNotListen_exits69() {
    try (UdpPeer refusing = UdpPeer.refusing()) {
      assertThat(run.run("domain", "ad.example", "--name-server", "127.0.0.1:" + refusing.port()))
          .isEqualTo(69);

      assertThat(run.out()).contains("Permit UDP from this host to 127.0.0.1 port ");
    }
  }

  @Test
  void blockedPurpose_exits1_asJsonAndOnThePage(@TempDir Path folder) throws IOException {
    Path page = folder.resolve("page.html");
    try (DnsPeer names = DnsPeer.serving(SOA, RECORD)) {
      int code =
          run.name("dc1.ad.example")
              .run(
                  "domain",
                  "ad.example",
                  "--name-server",
                  at(names),
                  "--purpose",
                  "ldap-application",
                  "--json",
                  "--html",
                  page.toString());

      assertThat(code).isEqualTo(1);
      assertThat(run.out())
          .startsWith("{\"type\":\"domain\",\"domain\":\"ad.example\",\"verdict\":\"BLOCKED\",")
          .endsWith("}\n")
          .hasLineCount(1);
      assertThat(SCHEMA.validate(run.out(), InputFormat.JSON)).isEmpty();
      assertThat(Files.readString(page)).contains("class=\"domain\"", "LDAP application");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--json", "--xml", "--junit", "--tap"})
  void signal_writesWhatIsKnown_andTheEndOfTheDocument(String format, @TempDir Path folder)
      throws IOException {
    Path page = folder.resolve("page.html");
    List<String> arguments = new ArrayList<>(List.of("domain", "ad.example", "--html", page + ""));
    if (!format.isEmpty()) {
      arguments.add(format);
    }
    try (UdpPeer silent =
        UdpPeer.responding(
            request -> {
              run.signal(); // at the first query
              return List.of();
            })) {
      arguments.addAll(List.of("--name-server", "127.0.0.1:" + silent.port()));

      assertThat(run.run(arguments.toArray(String[]::new))).isEqualTo(130);
    }

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .endsWith("\n")
        .contains(format.equals("--json") ? "\"complete\":false" : "");
    assertThat(Files.readString(page))
        .contains("A signal ended the run early.")
        .endsWith("</html>\n");
  }

  @Test
  void badArguments_exit64_andNameTheExpectedValue() {
    assertThat(run.run("domain")).isEqualTo(64);
    assertThat(run.err()).contains("NAME: missing");
    assertThat(new CommandRun().run("domain", "192.0.2.1")).isEqualTo(64);
    CommandRun server = new CommandRun();
    assertThat(server.run("domain", "ad.example", "--name-server", "ns.example")).isEqualTo(64);
    assertThat(server.err()).contains("--name-server: 'ns.example' (expected: ADDRESS");
    CommandRun purpose = new CommandRun();
    assertThat(purpose.run("domain", "ad.example", "--purpose", "all")).isEqualTo(64);
    assertThat(purpose.err()).contains("--purpose: 'all' (expected: one of join, log-on");
  }
}

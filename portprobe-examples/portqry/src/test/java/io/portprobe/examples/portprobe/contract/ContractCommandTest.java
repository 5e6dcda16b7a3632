package io.portprobe.examples.portprobe.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.examples.portprobe.CommandRun;
import io.portprobe.faultkit.TcpPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractCommandTest {
  @TempDir Path folder;

  private final CommandRun run = new CommandRun();

  private String file(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines)).toString();
  }

  private String contract(TcpPeer open, TcpPeer closed, String closedState) throws IOException {
    return file(
        "net.yaml",
        "version: 2",
        "ports:",
        "  - endpoint: 127.0.0.1:" + open.port(),
        "    state: listening",
        "    tags: [db]",
        "    description: the database",
        "  - endpoint: 127.0.0.1:" + closed.port(),
        "    state: " + closedState);
  }

  @Test
  void check_allRowsMet_returns0() throws IOException {
    try (TcpPeer open = TcpPeer.silent();
        TcpPeer closed = TcpPeer.refusing()) {
      assertThat(run.run("contract", "check", contract(open, closed, "not-listening"))).isZero();
      assertThat(run.out()).contains("127.0.0.1:" + open.port()).contains("the database");
    }
  }

  @Test
  void check_requiredRowNotMet_returns1_andPrintsExpectedBesideSeen() throws IOException {
    try (TcpPeer open = TcpPeer.silent();
        TcpPeer closed = TcpPeer.refusing()) {
      assertThat(run.run("contract", "check", contract(open, closed, "listening"))).isEqualTo(1);
      assertThat(run.out()).contains("NOT LISTENING").containsIgnoringCase("expected");
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 0, 3", "1, 1, 2", "0, 1, 1"})
  void check_retries_openTheConnectionAgain(int retries, int exitCode, int connections)
      throws IOException {
    AtomicInteger accepted = new AtomicInteger();
    try (TcpPeer overloaded =
        TcpPeer.serving(
            (in, out) -> {
              if (accepted.incrementAndGet() == 3) {
                out.write("220 mail.example ESMTP\r\n".getBytes(US_ASCII));
                out.flush();
                byte[] request = new byte[100];
                while (in.read(request) > 0) {
                  out.write("250 mail.example\r\n".getBytes(US_ASCII));
                  out.flush();
                }
              }
            })) {
      String file =
          file(
              "retries.yaml",
              "version: 2",
              "ports:",
              "  - endpoint: 127.0.0.1:" + overloaded.port(),
              "    state: listening",
              "    protocol: smtp",
              "    timeout: 20s",
              "    retries: " + retries);

      assertThat(run.run("contract", "check", file, "--within", "60s")).isEqualTo(exitCode);
      assertThat(accepted).hasValue(connections);
    }
  }

  @Test
  void check_html_hasTheRowsOfPortsAndNames_andTheirDifferences() throws IOException {
    run.name("db.example", "127.0.0.1");
    try (TcpPeer open = TcpPeer.silent();
        TcpPeer closed = TcpPeer.refusing()) {
      String file =
          file(
              "page.yaml",
              "version: 2",
              "ports:",
              "  - {endpoint: 'db.example:" + open.port() + "', state: listening}",
              "  - {endpoint: 'db.example:" + closed.port() + "', state: listening}",
              "names:",
              "  - {name: db.example, addresses: [192.0.2.8]}");
      Path page = folder.resolve("page.html");

      assertThat(run.run("contract", "check", file, "--html", page.toString(), "--from", "web"))
          .isEqualTo(1);

      String html = Files.readString(page);
      String rows = html.substring(html.indexOf("class=\"rows\""), html.indexOf("id=\"end\""));
      assertThat(rows)
          .contains("\"tcp://db.example:" + open.port() + "\",\"db.example\",\"127.0.0.1\"")
          .containsPattern("db.example:" + closed.port() + "\"[^\\]]*\"web\"[^\\]]*,2\\]")
          .containsPattern("\"db.example\",\"db.example\"[^\\]]*resolves to 127[^\\]]*,2\\]")
          .contains("192.0.2.8");
      assertThat(html).endsWith("</html>\n");
    }
  }

  @Test
  void check_tag_selectsRows() throws IOException {
    try (TcpPeer open = TcpPeer.silent();
        TcpPeer closed = TcpPeer.refusing()) {
      String file = contract(open, closed, "listening");
      assertThat(run.run("contract", "check", file, "--tag", "db")).isZero();
      assertThat(run.out()).doesNotContain(":" + closed.port());
    }
  }

  @Test
  void check_fileWithError_returns78_andNamesThePlace() throws IOException {
    String file =
        file("bad.yaml", "version: 2", "ports:", "  - endpoint: db:99999", "    state: open");
    assertThat(run.run("contract", "check", file)).isEqualTo(78);
    assertThat(run.err()).startsWith("portprobe: bad.yaml:").contains("99999");
  }

  @Test
  void check_noSuchFile_returns74() {
    String file = folder.resolve("none.yaml").toString();
    assertThat(run.run("contract", "check", file)).isEqualTo(74);
    assertThat(run.err()).contains("none.yaml");
  }

  @Test
  void check_junitAndTap_countRows() throws IOException {
    try (TcpPeer open = TcpPeer.silent();
        TcpPeer closed = TcpPeer.refusing()) {
      String file = contract(open, closed, "listening");
      assertThat(run.run("contract", "check", file, "--junit")).isEqualTo(1);
      assertThat(run.out()).contains("tests=\"2\"").contains("<failure");
      CommandRun tap = new CommandRun();
      assertThat(tap.run("contract", "check", file, "--tap")).isEqualTo(1);
      assertThat(tap.out()).contains("ok 1 ").contains("not ok 2 ").contains("1..2");
    }
  }

  @Test
  void explain_printsTheExpandedRows_andSendsNothing() throws IOException {
    String file =
        file(
            "net.yaml",
            "version: 2",
            "ports:",
            "  - hosts: [a.example, b.example]",
            "    ports: [80-81]",
            "    state: blocked",
            "    owner: ${TEAM:-web}");
    assertThat(run.variable("TEAM", "net").run("contract", "explain", file)).isZero();
    assertThat(run.lines())
        .filteredOn(line -> line.contains("is blocked; owner net"))
        .hasSize(4)
        .anyMatch(line -> line.contains("tcp://b.example:81"));
    CommandRun json = new CommandRun();
    assertThat(json.run("contract", "explain", file, "--json")).isZero();
    assertThat(json.lines())
        .hasSize(4)
        .allMatch(
            line -> line.startsWith("{\"type\":\"line\"") && line.contains("\"owner\":\"web\""));
  }

  @Test
  void record_writesAContractThatHolds() throws IOException {
    try (TcpPeer open = TcpPeer.silent();
        TcpPeer closed = TcpPeer.refusing()) {
      String file = folder.resolve("recorded.yaml").toString();
      String ports = "127.0.0.1:" + open.port() + "," + closed.port();
      assertThat(run.run("contract", "record", ports, "--output", file)).isZero();
      assertThat(run.err()).contains("contract of 2 ports");
      assertThat(new CommandRun().run("contract", "check", file)).isZero();
    }
  }

  @Test
  void record_withoutAFile_printsTheContract() throws IOException {
    try (TcpPeer open = TcpPeer.silent()) {
      assertThat(run.run("contract", "record", "127.0.0.1:" + open.port())).isZero();

      assertThat(run.err()).isEmpty();
      String file = file("printed.yaml", run.out());
      assertThat(new CommandRun().run("contract", "check", file)).isZero();
    }
  }

  @Test
  void xml_hasTheRowsOfHostNames() throws IOException {
    run.name("db.example", "192.0.2.7");
    String file =
        file(
            "names.yaml", "version: 2", "names:", "  - {name: db.example, addresses: [192.0.2.8]}");

    assertThat(run.run("contract", "check", file, "--xml")).isEqualTo(1);

    assertThat(run.out())
        .contains("<script id=\"portprobe-names\"")
        .contains("db.example resolves to 192.0.2.7, not as expected: ")
        .contains("<elem key=\"met\">false</elem>");
  }

  @Test
  void diff_ofTwoRuns_namesThePortThatClosed() throws IOException {
    try (TcpPeer open = TcpPeer.silent();
        TcpPeer closed = TcpPeer.refusing()) {
      String contract = contract(open, closed, "not-listening");
      assertThat(run.run("contract", "check", contract, "--json")).isZero();
      String before = file("before.jsonl", run.out());
      String after = file("after.jsonl", run.out().replace("\"LISTENING\"", "\"FILTERED\""));

      CommandRun same = new CommandRun();
      assertThat(same.run("contract", "diff", before, before)).isZero();
      assertThat(same.out()).isEmpty();
      CommandRun changed = new CommandRun();
      assertThat(changed.run("contract", "diff", before, after)).isEqualTo(1);
      assertThat(changed.lines())
          .singleElement()
          .asString()
          .contains(":" + open.port())
          .contains("CLOSED");
      CommandRun json = new CommandRun();
      assertThat(json.run("contract", "diff", before, after, "--json")).isEqualTo(1);
      assertThat(json.lines())
          .singleElement()
          .asString()
          .contains("\"type\":\"change\"")
          .contains("\"kind\":\"CLOSED\"");
    }
  }

  @Test
  void diff_fileWithoutResults_returns78() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.jsonl"));

    assertThat(run.run("contract", "diff", empty.toString(), empty.toString())).isEqualTo(78);
    assertThat(run.err()).contains("empty.jsonl': empty (expected: at least one result)");
  }

  @Test
  void diff_lineThatIsNoResult_returns78_andNamesTheLine() throws IOException {
    String good = file("good.jsonl");
    String bad = file("bad.jsonl", "", "not json");
    assertThat(run.run("contract", "diff", good, bad)).isEqualTo(78);
    assertThat(run.err()).startsWith("portprobe: bad.jsonl:2: ");
  }

  @Test
  void withoutSubcommand_returns64() {
    assertThat(run.run("contract")).isEqualTo(64);
    assertThat(run.err()).contains("check, explain, record or diff");
  }
}

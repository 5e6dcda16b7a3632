package io.portprobe.examples.portprobe.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.portprobe.examples.portprobe.CommandRun;
import io.portprobe.faultkit.TcpPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageCommandTest {
  private static final Pattern ROWS =
      Pattern.compile("<script type=\"application/json\" class=\"rows\">(.*)</script>");
  private static final int STARTED = 8;
  private static final int VANTAGE_POINT = 11;
  private static final String DISTRIBUTED =
      "{\"state\":\"FILTERED\",\"reason\":\"TIMED_OUT\",\"endpoint\":{\"transport\":\"TCP\","
          + "\"host\":\"db\",\"port\":5432},\"remote\":{\"address\":\"192.0.2.7\",\"port\":5432},"
          + "\"failure\":null,\"elapsed\":\"PT1S\",\"sends\":2,\"vantagePoint\":\"rack 1\","
          + "\"slice\":3,\"seenAt\":\"2026-01-31T12:00:01Z\",\"report\":null}";

  @TempDir Path folder;

  private final CommandRun run = new CommandRun();

  private Path path(String name) {
    return folder.resolve(name);
  }

  private String file(String name, String... lines) throws IOException {
    return Files.write(path(name), List.of(lines)).toString();
  }

  /** Runs a command that prints JSON lines, and returns the file with these. */
  private String results(String name, String... arguments) throws IOException {
    CommandRun first = new CommandRun();
    first.run(arguments);
    assertThat(first.err()).isEmpty();
    return Files.writeString(path(name), first.out()).toString();
  }

  /** Returns the rows of the tables of a page, without the times of their starts. */
  private static List<JsonNode> rows(Path page) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    Matcher block = ROWS.matcher(Files.readString(page));
    while (block.find()) {
      for (JsonNode row : new ObjectMapper().readTree(block.group(1)).get("rows")) {
        ((ArrayNode) row).remove(STARTED);
        rows.add(row);
      }
    }
    return rows;
  }

  private List<String> column(Path page, int column) throws IOException {
    return rows(page).stream().map(row -> row.get(column).asText()).toList();
  }

  @Test
  void contractCheck_hasTheRowsOfItsOwnPage() throws IOException {
    try (TcpPeer open = TcpPeer.silent();
        TcpPeer closed = TcpPeer.refusing()) {
      String contract =
          file(
              "net.yaml",
              "version: 2",
              "ports:",
              "  - {endpoint: '127.0.0.1:" + open.port() + "', state: listening}",
              "  - {endpoint: '127.0.0.1:" + closed.port() + "', state: listening}",
              "names:",
              "  - {name: localhost, resolves: true}");
      Path own = path("own.html");
      String json =
          results(
              "today.jsonl",
              "contract",
              "check",
              contract,
              "--from",
              "web",
              "--json",
              "--html",
              own.toString());

      assertThat(run.run("page", json, "--output", path("page.html").toString())).isZero();

      assertThat(rows(path("page.html"))).hasSize(3).containsExactlyInAnyOrderElementsOf(rows(own));
      assertThat(Files.readString(path("page.html"))).endsWith("</html>\n");
    }
  }

  @Test
  void scan_hasTheRowsOfItsOwnPage_fromItsFile() throws IOException {
    try (TcpPeer open = TcpPeer.silent()) {
      Path own = path("own.html");
      String port = Integer.toString(open.port());
      String json =
          results("rack 1.jsonl", "scan", "127.0.0.1", port, "--json", "--html", own.toString());

      assertThat(run.run("page", json, "--output", path("page.html").toString())).isZero();

      List<JsonNode> expected = rows(own);
      ((ArrayNode) expected.get(0)).set(VANTAGE_POINT - 1, "rack 1");
      assertThat(rows(path("page.html"))).isEqualTo(expected);
    }
  }

  @Test
  void severalFiles_haveTheVantagePointsOfTheirLinesOrFiles() throws IOException {
    try (TcpPeer closed = TcpPeer.refusing()) {
      String endpoint = "127.0.0.1:" + closed.port();
      String web = results("web.jsonl", "check", endpoint, "--json");
      String batch = results("batch", "check", endpoint, "--json");
      String flink = file("part-0.json", DISTRIBUTED);
      Path page = path("page.html");

      assertThat(run.run("page", web, batch, flink, "--output", page.toString())).isZero();

      assertThat(column(page, VANTAGE_POINT - 1)).containsExactly("web", "batch", "rack 1");
      assertThat(run.err()).contains("page.html: 3 results");
    }
  }

  @Test
  void rowOfDistributed_startedBeforeItsEnd() throws IOException {
    Path page = path("page.html");
    String older = DISTRIBUTED.replace("12:00:01Z", "12:00:00Z").replace("rack 1", "rack 2");

    run.run("page", file("a", older, DISTRIBUTED), "--output", page.toString());

    assertThat(Files.readString(page))
        .contains("\"started\":" + Instant.parse("2026-01-31T11:59:59Z").toEpochMilli())
        .contains("\"elapsed\":2000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`\"FILTERED\"`  | `\"OPEN\"`    | `state: 'OPEN' (expected: LISTENING, NOT_LISTENING`",
        "`\"FILTERED\"`  | null          | state: missing (expected: a state or a failure)",
        "`\"port\":5432` | `\"port\":0`  | `port: '0' (expected: 1-65535)`",
        "`\"TCP\"`       | `\"SCTP\"`    | `transport: 'SCTP' (expected: TCP, UDP)`",
        "PT1S            | 1 s           | `elapsed: '1 s' (expected: a duration such as PT1.5S)`",
        "12:00:01Z       | noon          | `seenAt: '2026-01-31Tnoon' (expected: a time such as`",
        "192.0.2.7       | a.example     | `address: 'a.example' (expected: an IP address)`",
        "`\"host\"`      | `\"name\"`    | host: missing (expected: a text)",
        "`{\"state\"`    | `[\"state\"`  | not an object (expected: a JSON object)"
      })
  void invalidLine_exits78_andNamesFileLineAndValue(String valid, String invalid, String sentence)
      throws IOException {
    String file = file("rows.jsonl", DISTRIBUTED, DISTRIBUTED.replace(valid, invalid));

    assertThat(run.run("page", file, "--output", path("page.html").toString())).isEqualTo(78);

    assertThat(run.err()).contains("rows.jsonl:2: ").contains(sentence);
    assertThat(path("page.html")).doesNotExist();
  }

  @Test
  void noResults_exit78() throws IOException {
    String file = file("empty.jsonl", "", "{\"type\":\"summary\"}");

    assertThat(run.run("page", file, "--output", path("page.html").toString())).isEqualTo(78);

    assertThat(run.err()).contains("no results (expected: at least one line of a result)");
  }

  @Test
  void badArguments_exitCodeNamesTheCause() throws IOException {
    String output = path("page.html").toString();
    assertThat(run.run("page", "--output", output)).isEqualTo(64);
    assertThat(run.run("page", file("a", DISTRIBUTED))).isEqualTo(64);
    assertThat(run.run("page", path("none.jsonl").toString(), "--output", output)).isEqualTo(74);
    assertThat(run.run("page", file("a", DISTRIBUTED), "--output", folder.toString()))
        .isEqualTo(73);
  }
}

package io.portprobe.examples.portprobe.output.html;

import static io.portprobe.examples.portprobe.output.SampleResult.failed;
import static io.portprobe.examples.portprobe.output.SampleResult.listening;
import static io.portprobe.examples.portprobe.output.SampleResult.run;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.examples.portprobe.output.ResultCounter;
import io.portprobe.examples.portprobe.output.ResultRecord.Failure.Kind;
import io.portprobe.examples.portprobe.output.RunInfo;
import io.portprobe.examples.portprobe.output.RunSummary;
import io.portprobe.examples.portprobe.output.SampleResult;
import io.portprobe.spi.ServiceFacts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HtmlWriterTest {
  private static final String HOSTILE =
      "</script><script>alert(1)</script><!-- \u202e\u0007 & ' \"";

  private static String page(RunInfo run, SampleResult... results) throws IOException {
    return page(run, List.of(results));
  }

  private static String page(RunInfo run, List<SampleResult> results) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    SampleResult.write(new HtmlWriter(bytes), run, results);
    return bytes.toString(UTF_8);
  }

  private static List<String> found(String regex, String page) {
    Matcher matcher = Pattern.compile(regex, Pattern.DOTALL).matcher(page);
    List<String> found = new ArrayList<>();
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  @Test
  void policy_allowsTheScriptAndStyleOfThePageByTheirHashes_andNothingElse() throws Exception {
    String page = page(run("check", "a:1"), listening("a", 1));

    String script = found("<script>(.*?)</script>", page).get(0);
    String style = found("<style>(.*?)</style>", page).get(0);
    assertThat(page)
        .contains(
            "content=\"default-src 'none'; script-src 'sha256-"
                + hash(script)
                + "'; style-src 'sha256-"
                + hash(style)
                + "'; base-uri 'none'; form-action 'none'\"");
  }

  private static String hash(String text) throws Exception {
    return Base64.getEncoder()
        .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
  }

  @Test
  void page_namesNoOtherResource() throws IOException {
    String page = page(run("check", "a:1"), listening("a", 1));

    assertThat(page).doesNotContainPattern("(?i)\\b(src|href)\\s*=\\s*[\"'](?!#)");
    assertThat(page).doesNotContain("@import").doesNotContain("url(");
    assertThat(found("(https?://[^\"' ]*)", page)).containsOnly("http://www.w3.org/2000/svg");
  }

  @Test
  void hostileText_staysInsideItsBlockOfData() throws IOException {
    SampleResult hostile =
        listening("a", 1)
            .evidence(HOSTILE)
            .explain(HOSTILE)
            .named(HOSTILE)
            .from(HOSTILE)
            .notes(HOSTILE)
            .service(HOSTILE, ServiceFacts.of(HOSTILE), HOSTILE)
            .expected(HOSTILE, HOSTILE);

    String page = page(run("check", HOSTILE), hostile);
    String plain = page(run("check", "x"), listening("a", 1));

    assertThat(found("(</?script)", page)).hasSameSizeAs(found("(</?script)", plain));
    assertThat(page).doesNotContain("alert(1)</script>").doesNotContain("<!--");
    assertThat(page.codePoints().filter(c -> c != '\n' && !io.portprobe.text.SafeText.isSafe(c)))
        .isEmpty();
    assertThat(page).contains("<title>portprobe check &lt;/script&gt;&lt;script&gt;");
  }

  @Test
  void titleWithAPlaceOfTheTemplate_isText() throws IOException {
    assertThat(page(run("check", "@DATA@", "@SCRIPT@"), listening("a", 1)))
        .contains("<h1>portprobe check @DATA@ @SCRIPT@</h1>");
  }

  @Test
  void row_hasTheColumnsOfTheScript() throws IOException {
    SampleResult result =
        listening("2001:db8::1", 443)
            .service("tls", ServiceFacts.of("https").withProduct("nginx").withVersion("1.22"), "f")
            .from("web")
            .named("shop")
            .expected("LISTENING", "other")
            .notes("n");

    String page = page(run("check", "x"), result);

    assertThat(found("class=\"rows\">(.*?)</script>", page))
        .containsExactly(
            "{\"rows\":[[\"tcp://[2001:db8::1]:443\",\"2001:db8::1\",\"2001:db8::1\",443,"
                + "\"tcp\",0,\"accepted\",\"the evidence\",10.0,0.42,\"https nginx 1.22\",\"web\","
                + "\"shop\",\"LISTENING\",2]]}");
    assertThat(found("class=\"rows-details\">(.*?)</script>", page))
        .containsExactly(
            "{\"rows\":[[\"the whole story\\nin two lines\",[\"f\"],[\"n\"],[\"other\"]]]}");
  }

  @Test
  void expectation_hasItsVerdict_withoutTheSubjectOfTheRow() throws IOException {
    String page =
        page(
            run("contract check", "x"),
            listening("a", 1).expected("tcp://a:1 is listening"),
            listening("a", 2).expected("tcp://a:2 is blocked", "seen LISTENING"),
            listening("a", 3).optional("tcp://a:3 is blocked", "seen LISTENING"));

    assertThat(found("class=\"rows\">(.*?)</script>", page).get(0))
        .contains("\"is listening\",1]", "\"is blocked\",2]", "\"is blocked\",3]");
  }

  @Test
  void failure_isARowWithoutAState() throws IOException {
    String page = page(run("check", "x"), failed("nx", 80, Kind.UNRESOLVED, "nx does not exist"));

    assertThat(found("class=\"rows\">(.*?)</script>", page).get(0))
        .startsWith(
            "{\"rows\":[[\"tcp://nx:80\",\"nx\",\"\",80,\"tcp\",4,\"name not resolved\","
                + "\"nx does not exist\"");
  }

  @Test
  void hostName_isARowWithoutAPort() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    HtmlWriter writer = new HtmlWriter(bytes);
    writer.begin(run("contract check", "c.yaml"));
    writer.write(SampleResult.hostName("db", List.of("10.0.4.7", "10.0.4.8"), "10.0.4.7"));
    writer.write(SampleResult.hostName("nx", List.of(), "resolves", "does not resolve"));
    writer.end(
        new ResultCounter()
            .summary(RunSummary.Ending.COMPLETE, SampleResult.START, SampleResult.START));
    writer.close();

    String page = bytes.toString(UTF_8);
    assertThat(found("class=\"rows\">(.*?)</script>", page))
        .containsExactly(
            "{\"rows\":[[\"db\",\"db\",\"10.0.4.7, 10.0.4.8\",\"\",\"\",5,\"name"
                + " resolution\",\"resolves to 10.0.4.7,"
                + " 10.0.4.8\",20.0,null,\"\",\"\",\"contract.yaml:3\","
                + "\"10.0.4.7\",1],[\"nx\",\"nx\",\"\",\"\",\"\",6,\"name resolution\",\"has no"
                + " known address\",20.0,null,\"\",\"\",\"contract.yaml:3\",\"resolves\",2]]}");
    assertThat(found("class=\"rows-details\">(.*?)</script>", page).get(0))
        .contains("[\"the story of the name\",[],[],[\"does not resolve\"]]");
  }

  @Test
  void manyResults_areWrittenInBlocks() throws IOException {
    List<SampleResult> results =
        IntStream.rangeClosed(1, 1201).mapToObj(port -> listening("a", port)).toList();

    assertThat(found("class=\"rows\">(.*?)</script>", page(run("scan", "a"), results))).hasSize(3);
  }

  @Test
  void runThatDidNotEnd_leavesAPageWithItsBlocks() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    HtmlWriter writer = new HtmlWriter(bytes);
    writer.begin(run("scan", "a"));
    for (int port = 1; port <= 1001; port++) {
      writer.write(listening("a", port));
    }
    writer.close();

    String page = bytes.toString(UTF_8);
    assertThat(found("class=\"rows\">(.*?)</script>", page)).hasSize(2);
    assertThat(page).doesNotContain("id=\"end\"");
  }

  @Test
  void domain_isABlockOfData() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    HtmlWriter writer = new HtmlWriter(bytes);
    writer.begin(run("domain", "corp.example"));
    writer.write(DomainTables.sample(HOSTILE));
    writer.close();

    assertThat(found("class=\"domain\">(.*?)</script>", bytes.toString(UTF_8)).get(0))
        .contains("\"purposes\":[\"join\",\"log on\"]", "\"verdict\":\"failed\"", ",null]")
        .doesNotContain("<");
  }

  @Test
  void domain_rejectsAnotherNumberOfCells() {
    assertThatThrownBy(
            () ->
                new DomainTable(
                    "corp.example",
                    List.of("join"),
                    List.of(new DomainTable.Controller("dc1", List.of(), List.of())),
                    List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cells: 0 (expected: 1)");
  }
}

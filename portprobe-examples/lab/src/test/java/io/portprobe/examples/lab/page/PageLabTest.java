package io.portprobe.examples.lab.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.PortState;
import io.portprobe.examples.lab.InLab;
import io.portprobe.examples.portprobe.output.ResultCounter;
import io.portprobe.examples.portprobe.output.RunInfo;
import io.portprobe.examples.portprobe.output.RunSummary.Ending;
import io.portprobe.examples.portprobe.output.html.DomainTable;
import io.portprobe.examples.portprobe.output.html.DomainTable.Cell;
import io.portprobe.examples.portprobe.output.html.DomainTable.Controller;
import io.portprobe.examples.portprobe.output.html.DomainTable.Verdict;
import io.portprobe.examples.portprobe.output.html.HtmlWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTML page in a headless Chromium: what a person sees, clicks and types. */
@InLab
@EnabledIf(
    value = "browserIsInstalled",
    disabledReason = "no chromium-headless-shell or chromium in PATH")
class PageLabTest {
  private static final String HOSTILE =
      "</script><script>document.title='hacked'</script><img src=x onerror=alert(1)>";

  @TempDir private static Path folder;
  private static Browser browser;

  static boolean browserIsInstalled() {
    return Browser.program().isPresent();
  }

  @BeforeAll
  static void start() throws IOException {
    browser = Browser.start(1280, 860);
  }

  @AfterAll
  static void stop() throws IOException {
    browser.close();
  }

  @AfterEach
  void browserReportsNoErrorAndNoViolationOfThePolicy() {
    browser.medium("", "light");
    assertThat(browser.problems()).isEmpty();
  }

  private static void open(List<PageResult> results) throws IOException {
    open(results, List.of());
  }

  private static void open(List<PageResult> results, List<DomainTable> domains) throws IOException {
    Path file = folder.resolve("page.html");
    ResultCounter counter = new ResultCounter();
    try (HtmlWriter writer = new HtmlWriter(Files.newOutputStream(file))) {
      writer.begin(new RunInfo("check", List.of("check", HOSTILE), "0.1.0", PageResult.START));
      for (DomainTable domain : domains) {
        writer.write(domain);
      }
      for (PageResult result : results) {
        counter.add(result);
        writer.write(result);
      }
      writer.end(
          counter.summary(Ending.COMPLETE, PageResult.START, PageResult.START.plusSeconds(5)));
    }
    browser.open(file);
  }

  private static List<PageResult> results(int number) {
    return IntStream.range(0, number).mapToObj(PageResult::number).toList();
  }

  private static String text(String selector) {
    return browser.evaluate("document.querySelector('" + selector + "').textContent");
  }

  private static void click(String selector) {
    browser.evaluate("document.querySelector('" + selector + "').click()");
  }

  private static void enter(String id, String event, String value) {
    browser.evaluate(
        "(document.getElementById('"
            + id
            + "').value = '"
            + value
            + "', document.getElementById('"
            + id
            + "').dispatchEvent(new Event('"
            + event
            + "')))");
  }

  private static String count(String expected) {
    return browser.evaluate(
        "(async () => { const count = document.getElementById('count');"
            + " for (let i = 0; i < 100 && count.textContent !== '"
            + expected
            + "'; i++)"
            + " await new Promise((done) => setTimeout(done, 20)); return count.textContent; })()");
  }

  @Test
  void hostileText_isShownAndNotExecuted() throws IOException {
    open(
        List.of(
            new PageResult("h", 1, PortState.LISTENING, HOSTILE, Optional.of(HOSTILE)),
            new PageResult("h", 2, PortState.FILTERED, HOSTILE, Optional.of("b"))));

    click("tr.row");
    assertThat(browser.evaluate("document.title")).isEqualTo("portprobe check " + HOSTILE);
    assertThat(text("#details"))
        .contains("finding: " + HOSTILE)
        .contains("explanation: " + HOSTILE);
    click("#tab-matrix");
    assertThat(text("#matrix")).contains(HOSTILE);
    assertThat(browser.evaluate("document.querySelectorAll('img').length")).isEqualTo("0");
  }

  @Test
  void filters_combine() throws IOException {
    open(results(400));

    click("#states button"); // listening
    assertThat(count("100 of 400 results")).isEqualTo("100 of 400 results");
    enter("filter-host", "input", "10.0.0.1");
    assertThat(count("27 of 400 results")).isEqualTo("27 of 400 results");
    enter("filter-text", "input", "TCP://10.0.0.1:23");
    assertThat(count("1 of 400 results")).isEqualTo("1 of 400 results");
    enter("filter-reason", "change", "=refused");
    assertThat(count("0 of 400 results")).isEqualTo("0 of 400 results");
    assertThat(text("#table tbody")).isEqualTo("No result matches the filters.");
    click("#clear");
    assertThat(count("400 results")).isEqualTo("400 results");
  }

  @Test
  void keyboard_selectsARow_opensItsEvidence_andReturns() throws IOException {
    open(results(50));

    browser.evaluate("document.getElementById('table').focus()");
    browser.press("ArrowDown");
    browser.press("ArrowDown");
    assertThat(browser.evaluate("document.activeElement.getAttribute('aria-activedescendant')"))
        .isEqualTo("table-2");
    browser.press("Enter");
    assertThat(text("#details")).contains("evidence of the result 2");
    assertThat(browser.evaluate("document.activeElement.id")).isEqualTo("details");
    browser.press("Escape");
    assertThat(browser.evaluate("document.activeElement.id")).isEqualTo("table");
    browser.press("End");
    assertThat(text("tr.row:has(td.active), tr.row.active")).contains("evidence of the result 49");
  }

  @Test
  void tabKey_reachesAllControlsInOrder() throws IOException {
    open(results(50));

    Stream<String> reached =
        IntStream.range(0, 17)
            .mapToObj(
                i -> {
                  browser.press("Tab");
                  return browser.evaluate(
                      "document.activeElement.id || document.activeElement.textContent");
                });
    assertThat(reached.toList())
        .containsSubsequence(
            "Skip to the results",
            "theme",
            "tab-table",
            "filter-text",
            "filter-host",
            "filter-reason",
            "table",
            "Endpoint",
            "Evidence");
  }

  @Test
  void heading_sortsByAddressesAndPorts_upThenDownThenAsTheRun() throws IOException {
    open(results(200));

    click("#table thead button");
    assertThat(text("#table thead th[aria-sort=ascending]")).isEqualTo("Endpoint");
    assertThat(text("tr.row")).startsWith("tcp://10.0.0.0:20");
    assertThat(text("tr.row:nth-child(21)")).startsWith("tcp://10.0.0.2:20");
    click("#table thead button");
    assertThat(text("tr.row")).startsWith("tcp://10.0.0.19:29");
    click("#table thead button");
    assertThat(browser.evaluate("document.querySelector('[aria-sort]')")).isEqualTo("null");
  }

  @Test
  void matrix_showsSourcesAndDestinations_andDrillsDown() throws IOException {
    open(
        Stream.concat(
                results(40).stream().map(result -> result.from("web")),
                results(40).stream().map(result -> result.from("office")))
            .toList());

    click("#tab-matrix");
    assertThat(text("#matrix thead")).isEqualTo("destinations \\ sourcesofficeweb");
    assertThat(browser.evaluate("document.querySelector('#matrix td.cell').ariaLabel"))
        .isEqualTo("listening");
    click("#matrix td.cell");
    assertThat(text("#details")).contains("evidence of the result 0");
    enter("matrix-rows", "change", "host");
    click("#matrix td.cell");
    assertThat(count("10 of 80 results")).isEqualTo("10 of 80 results");
    assertThat(browser.evaluate("document.getElementById('panel-table').hidden"))
        .isEqualTo("false");
  }

  @Test
  void timeline_filtersByTheTimeOfTheStart() throws IOException {
    open(results(100));

    click("#tab-timeline");
    browser.evaluate(
        "document.querySelectorAll('#histogram .column')[59].dispatchEvent(new Event('click'))");
    assertThat(count("10 of 100 results")).isEqualTo("10 of 100 results");
    assertThat(browser.evaluate("document.querySelectorAll('#timeline tr.row').length"))
        .isEqualTo("10");
  }

  @Test
  void domain_showsControllersAndPurposes() throws IOException {
    DomainTable domain =
        new DomainTable(
            "corp.example",
            List.of("join", "log on"),
            List.of(
                new Controller(
                    "dc1",
                    List.of("192.0.2.1"),
                    List.of(
                        Optional.empty(),
                        Optional.of(
                            new Cell(Verdict.FAILED, "88/udp filtered", List.of(HOSTILE)))))),
            List.of());

    open(results(10), List.of(domain));

    assertThat(text("#panel-domain thead")).isEqualTo("Controllerjoinlog on");
    click("#panel-domain td button");
    assertThat(text("#panel-domain [role=status] pre")).isEqualTo(HOSTILE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void text_hasEnoughContrast_inBothThemes(String theme) throws IOException {
    open(results(60));
    browser.medium("", theme);
    click("#tab-matrix");

    // WCAG 2.2, success criterion 1.4.3: 4.5 to 1
    String script =
        new String(
            PageLabTest.class.getResourceAsStream("contrast.js").readAllBytes(),
            StandardCharsets.UTF_8);
    assertThat(browser.evaluate(script)).isEmpty();
  }

  @Test
  void print_hasAllRowsAndNoControls() throws IOException {
    open(results(300));
    browser.medium("print", "light");

    browser.evaluate("window.dispatchEvent(new Event('beforeprint'))");
    assertThat(browser.evaluate("document.querySelectorAll('tr.row').length")).isEqualTo("300");
    assertThat(browser.evaluate("getComputedStyle(document.getElementById('filters')).display"))
        .isEqualTo("none");
    assertThat(new String(browser.pdf(), 0, 5, StandardCharsets.ISO_8859_1)).isEqualTo("%PDF-");
  }

  @Test
  void print_inPortrait_hasTheFooterBelowTheTable_andWholeWordsInHeadings() throws IOException {
    open(results(300));
    browser.size(703, 1032); // A4 in CSS pixels without margins of 12 mm
    browser.medium("print", "light");
    browser.evaluate("window.dispatchEvent(new Event('beforeprint'))");

    assertThat(
            browser.evaluate(
                "document.querySelector('footer').getBoundingClientRect().top"
                    + " >= document.getElementById('table').getBoundingClientRect().bottom"))
        .isEqualTo("true");
    assertThat(
            browser.evaluate(
                "[...document.querySelectorAll('#table thead button')]"
                    + ".filter(heading => heading.scrollWidth > heading.clientWidth"
                    + " || getComputedStyle(heading).overflowWrap !== 'normal').length"))
        .isEqualTo("0");
    browser.size(0, 0);
  }

  @Test
  void pageOf100_000Results_hasFewElements_andFiltersAndSortsThemAll(TestReporter reporter)
      throws IOException {
    open(results(100_000));

    assertThat(count("100,000 results")).isEqualTo("100,000 results");
    assertThat(Integer.parseInt(browser.evaluate("document.querySelectorAll('*').length")))
        .isLessThan(2000);
    reporter.publishEntry(
        "first paint",
        browser.evaluate("performance.getEntriesByName('first-paint')[0]?.startTime") + " ms");
    enter("filter-text", "input", "result 99999");
    assertThat(count("1 of 100,000 results")).isEqualTo("1 of 100,000 results");
    reporter.publishEntry("filter", took("document.getElementById('clear').click()"));
    reporter.publishEntry("sort", took("document.querySelector('#table thead button').click()"));
    reporter.publishEntry("matrix", took("document.getElementById('tab-matrix').click()"));
    assertThat(text("#matrix-note")).isEqualTo("10,000 \u00d7 10");
  }

  private static String took(String action) {
    return browser.evaluate(
        "(() => { const began = performance.now(); "
            + action
            + "; return Math.round(performance.now() - began) + ' ms'; })()");
  }
}

package io.portprobe.examples.portqry.manual;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A man page from a help text. The first paragraph of the text states the purpose. A paragraph that
 * begins with "Usage:" is the synopsis, one with "Options" lists the options, and one with "Exit
 * code" the exit status. Indented lines keep their breaks.
 */
final class HelpTextPage {
  private final Roff page;
  private final @Nullable CommandSpec options;

  /** The section of the next text; null within a section. */
  private @Nullable String nextSection;

  private HelpTextPage(Roff page, @Nullable CommandSpec options) {
    this.page = page;
    this.options = options;
  }

  /**
   * Returns the page of a command.
   *
   * @param help the help text
   * @param options the options of the command; null if the text describes them
   */
  static String of(String command, String version, String help, @Nullable CommandSpec options) {
    List<List<String>> paragraphs = paragraphs(help);
    String purpose = String.join(" ", paragraphs.get(0));
    String withoutName =
        purpose.startsWith(command + " ") ? purpose.substring(command.length() + 1) : purpose;
    Roff roff = new Roff(command, version, withoutFullStop(withoutName));
    HelpTextPage page = new HelpTextPage(roff, options);
    paragraphs.stream().skip(1).forEach(page::add);
    return roff.toString();
  }

  private static String withoutFullStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  private static List<List<String>> paragraphs(String help) {
    List<List<String>> paragraphs = new ArrayList<>();
    paragraphs.add(new ArrayList<>());
    for (String line : help.lines().toList()) {
      List<String> last = paragraphs.get(paragraphs.size() - 1);
      if (!line.isBlank()) {
        last.add(line);
      } else if (!last.isEmpty()) {
        paragraphs.add(new ArrayList<>());
      }
    }
    paragraphs.removeIf(List::isEmpty);
    return paragraphs;
  }

  private void add(List<String> paragraph) {
    String first = paragraph.get(0);
    if (first.startsWith("Usage:")) {
      addSynopsis(paragraph);
      nextSection = "Description";
    } else if (first.startsWith("Options") && options != null) {
      page.section("Options");
      page.paragraph(first);
      SpecPage.addOptions(page, options);
      nextSection = "Description";
    } else if (first.startsWith("Exit code")) {
      page.section("Exit status");
      page.paragraph(first);
      page.lines(paragraph.subList(1, paragraph.size()));
    } else if (first.startsWith("  -")) {
      page.section("Options");
      page.lines(paragraph);
    } else {
      addText(paragraph);
    }
  }

  /** The examples follow the synopsis. */
  private void addSynopsis(List<String> paragraph) {
    List<String> usage = new ArrayList<>();
    List<String> examples = new ArrayList<>();
    for (String line : paragraph) {
      boolean isExample = line.strip().startsWith("e.g. ") || !examples.isEmpty();
      (isExample ? examples : usage).add(line.replaceFirst("^ *(Usage:|e\\.g\\.)? *", ""));
    }
    page.section("Synopsis");
    page.lines(usage);
    page.section("Examples");
    page.lines(examples);
  }

  private void addText(List<String> paragraph) {
    if (nextSection != null) {
      page.section(nextSection);
      nextSection = null;
    }
    List<String> filled = paragraph.stream().takeWhile(line -> !line.startsWith("  ")).toList();
    if (!filled.isEmpty()) {
      page.paragraph(String.join("\n", filled));
    }
    if (filled.size() < paragraph.size()) {
      page.lines(paragraph.subList(filled.size(), paragraph.size()));
    }
  }
}

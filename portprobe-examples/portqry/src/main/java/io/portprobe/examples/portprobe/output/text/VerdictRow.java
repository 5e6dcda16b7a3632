package io.portprobe.examples.portprobe.output.text;

import io.portprobe.PortState;
import io.portprobe.examples.portprobe.output.NameRecord;
import io.portprobe.examples.portprobe.output.ResultRecord;
import io.portprobe.examples.portprobe.output.ResultRecord.Expectation;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The lines of a row with an expectation: its verdict, the expectation, and what was seen. */
final class VerdictRow implements TextRows {
  private final boolean colour;

  /** The verdicts. */
  private enum Verdict {
    MET("MET", 32), // green
    NOT_MET("NOT MET", 31), // red
    OPTIONAL("OPTIONAL NOT MET", 33), // yellow
    NOT_PROBED("NOT PROBED", 35); // magenta

    private static final int WIDTH = OPTIONAL.words.length(); // the longest

    private final String words;
    private final int colour;

    Verdict(String words, int colour) {
      this.words = words;
      this.colour = colour;
    }

    private static Verdict of(Expectation expectation, boolean probed) {
      if (expectation.met()) {
        return MET;
      }
      if (!expectation.required()) {
        return OPTIONAL;
      }
      return probed ? NOT_MET : NOT_PROBED;
    }
  }

  VerdictRow(boolean colour) {
    this.colour = colour;
  }

  /** Returns the line of a port: verdict, origin, expectation, vantage point, what was seen. */
  @Override
  public String line(ResultRecord result) {
    Expectation expectation = result.expectation().orElseThrow();
    return line(
        Verdict.of(expectation, result.failure().isEmpty()),
        result.name().orElse(""),
        expectation.text(),
        result.vantagePoint(),
        seen(result));
  }

  private static String seen(ResultRecord result) {
    String state = result.state().map(PortState::description).map(text -> text + ", ").orElse("");
    return state + TextRow.why(result);
  }

  @Override
  public String line(NameRecord row) {
    return line(
        Verdict.of(row.expectation(), true),
        row.name(),
        row.expectation().text(),
        row.vantagePoint(),
        row.seen());
  }

  private String line(
      Verdict verdict, String name, String expectation, Optional<String> from, String seen) {
    String padding = " ".repeat(Verdict.WIDTH - verdict.words.length());
    String first = colour ? TextRow.painted(verdict.colour, verdict.words) : verdict.words;
    return first
        + padding
        + "  "
        + SafeText.line(name)
        + "  "
        + SafeText.line(expectation)
        + from.map(place -> " from " + SafeText.line(place)).orElse("")
        + "; seen: "
        + SafeText.line(seen);
  }

  /** Returns every difference, then what the protocol found; of a met row the remarks only. */
  @Override
  public List<String> details(ResultRecord result) {
    List<String> lines = new ArrayList<>(result.expectation().orElseThrow().differences());
    if (!lines.isEmpty()) {
      lines.addAll(result.findings());
    }
    lines.addAll(result.notes());
    return lines;
  }

  @Override
  public List<String> explanation(ResultRecord result) {
    return Stream.concat(
            result.expectation().orElseThrow().differences().stream(),
            TextRow.story(result).stream())
        .toList();
  }
}

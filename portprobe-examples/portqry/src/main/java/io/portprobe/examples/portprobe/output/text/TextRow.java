package io.portprobe.examples.portprobe.output.text;

import io.portprobe.PortState;
import io.portprobe.examples.portprobe.output.NameRecord;
import io.portprobe.examples.portprobe.output.ResultRecord;
import io.portprobe.text.AddressText;
import io.portprobe.text.SafeText;
import io.portprobe.text.TimeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The lines of one result. */
final class TextRow implements TextRows {
  private static final String NOT_PROBED = "NOT PROBED";
  private static final String NAME = "NAME";
  private static final int WIDTH =
      PortState.LISTENING_OR_FILTERED.description().length(); // the longest first word

  private final boolean colour;

  TextRow(boolean colour) {
    this.colour = colour;
  }

  /** Returns the line of the result: state, endpoint, address, reason, time and evidence. */
  @Override
  public String line(ResultRecord result) {
    StringBuilder line = new StringBuilder(first(result));
    result.name().ifPresent(name -> line.append("  ").append(SafeText.line(name)));
    line.append("  ").append(SafeText.line(result.endpoint()));
    result
        .address()
        .map(AddressText::of)
        .filter(address -> !address.equals(result.host()))
        .ifPresent(address -> line.append(" (").append(SafeText.line(address)).append(')'));
    result.vantagePoint().ifPresent(from -> line.append(" from ").append(SafeText.line(from)));
    return line.append("  ").append(why(result)).toString();
  }

  /** Returns the line of a host name: what it resolves to. */
  @Override
  public String line(NameRecord row) {
    return String.format("%-" + WIDTH + "s", NAME)
        + "  "
        + SafeText.line(row.name())
        + "  "
        + SafeText.line(row.host() + " " + row.seen());
  }

  private String first(ResultRecord result) {
    String word = result.state().map(PortState::description).orElse(NOT_PROBED);
    String padding = " ".repeat(Math.max(0, WIDTH - word.length()));
    return painted(result.state(), word) + padding;
  }

  private String painted(Optional<PortState> state, String word) {
    if (!colour) {
      return word;
    }
    int code =
        switch (state.map(PortState::name).orElse("")) {
          case "LISTENING" -> 32; // green
          case "NOT_LISTENING" -> 31; // red
          case "" -> 35; // magenta
          default -> 33; // yellow
        };
    return painted(code, word);
  }

  /** Returns words in a colour of ECMA-48. */
  static String painted(int code, String words) {
    return "\033[" + code + "m" + words + "\033[0m";
  }

  /** Returns reason, time and evidence, or why there is no state; safe text. */
  static String why(ResultRecord result) {
    if (result.failure().isPresent()) {
      return SafeText.line(result.failure().get().message());
    }
    String reason = result.reason().map(each -> each.description() + " ").orElse("");
    String evidence = result.evidence();
    return reason
        + "after "
        + TimeText.of(result.elapsed())
        + (evidence.isBlank() ? "" : " (" + SafeText.line(evidence) + ")");
  }

  /** Returns what follows the line of the result: differences, findings and remarks. */
  @Override
  public List<String> details(ResultRecord result) {
    List<String> lines = new ArrayList<>();
    result.expectation().ifPresent(expectation -> lines.addAll(expectation.differences()));
    lines.addAll(result.findings());
    lines.addAll(result.notes());
    return lines;
  }

  @Override
  public List<String> explanation(ResultRecord result) {
    return story(result);
  }

  /** Returns the explanation, and all findings if the explanation shortens them. */
  static List<String> story(ResultRecord result) {
    List<String> lines = new ArrayList<>(result.explain().lines().toList());
    Set<String> shown = lines.stream().map(String::strip).collect(Collectors.toSet());
    List<String> findings = SafeText.lines(result.findings());
    if (!findings.stream().map(String::strip).allMatch(shown::contains)) {
      lines.add("All findings:");
      findings.forEach(finding -> lines.add("  " + finding));
    }
    return lines;
  }
}

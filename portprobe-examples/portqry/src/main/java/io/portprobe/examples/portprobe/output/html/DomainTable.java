package io.portprobe.examples.portprobe.output.html;

import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a domain can be used for: controllers x purposes. All texts may have any characters.
 *
 * @param name the domain
 * @param purposes the columns
 * @param controllers the rows
 * @param sections lists below the table, for example clocks or name servers
 */
public record DomainTable(
    String name, List<String> purposes, List<Controller> controllers, List<Section> sections) {
  /**
   * Checks the number of cells.
   *
   * @throws IllegalArgumentException if a controller has another number of cells than there are
   *     purposes
   */
  public DomainTable {
    purposes = List.copyOf(purposes);
    controllers = List.copyOf(controllers);
    sections = List.copyOf(sections);
    for (Controller controller : controllers) {
      if (controller.cells().size() != purposes.size()) {
        throw new IllegalArgumentException(
            "cells: " + controller.cells().size() + " (expected: " + purposes.size() + ")");
      }
    }
  }

  /** What a cell says. The text of a cell says it too. */
  public enum Verdict {
    /** The purpose works. */
    PASSED,
    /** The purpose does not work. */
    FAILED,
    /** The purpose works, with a remark. */
    WARNING,
    /** The checks do not decide it. */
    UNKNOWN
  }

  /**
   * A row.
   *
   * @param name the name of the controller
   * @param lines addresses, site, remarks
   * @param cells one for each purpose; empty if the purpose does not concern the controller
   */
  public record Controller(String name, List<String> lines, List<Optional<Cell>> cells) {
    public Controller {
      lines = List.copyOf(lines);
      cells = List.copyOf(cells);
    }
  }

  /**
   * A purpose of a controller.
   *
   * @param verdict the verdict
   * @param text a few words, for example {@code "88/udp filtered"}
   * @param evidence sentences that the page shows on demand
   */
  public record Cell(Verdict verdict, String text, List<String> evidence) {
    public Cell {
      evidence = List.copyOf(evidence);
    }
  }

  /** A list with a title. */
  public record Section(String title, List<String> lines) {
    public Section {
      lines = List.copyOf(lines);
    }
  }

  Map<String, @Nullable Object> toMap() {
    return Map.of(
        "name", SafeText.line(name),
        "purposes", SafeText.lines(purposes),
        "controllers", controllers.stream().map(DomainTable::row).toList(),
        "sections",
            sections.stream()
                .map(
                    section ->
                        Map.of(
                            "title", SafeText.line(section.title()),
                            "lines", SafeText.lines(section.lines())))
                .toList());
  }

  private static Map<String, @Nullable Object> row(Controller controller) {
    List<@Nullable Object> cells = new ArrayList<>();
    controller.cells().forEach(cell -> cells.add(cell.map(DomainTable::cell).orElse(null)));
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("name", SafeText.line(controller.name()));
    row.put("lines", SafeText.lines(controller.lines()));
    row.put("cells", cells);
    return row;
  }

  private static Map<String, Object> cell(Cell cell) {
    return Map.of(
        "verdict", cell.verdict().name().toLowerCase(Locale.ROOT),
        "text", SafeText.line(cell.text()),
        "evidence", SafeText.lines(cell.evidence()));
  }
}

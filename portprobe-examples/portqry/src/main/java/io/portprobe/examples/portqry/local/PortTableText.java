package io.portprobe.examples.portqry.local;

import io.portprobe.Transport;
import io.portprobe.text.AddressText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The text of a table of ports, with the sections and headings of PortQry. */
public final class PortTableText {
  private static final String GAP = "  ";

  private PortTableText() {}

  /** Returns the number of ports, the table, its statistics and what is missing. */
  static List<String> summary(PortTable table) {
    boolean mapped = table.mappings().stream().anyMatch(m -> m.process().isPresent());
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(mapped ? "TCP/UDP Port to Process Mappings" : "TCP/UDP Port Usage");
    lines.add("");
    lines.add(table.mappings().size() + (mapped ? " mappings found" : " active ports found"));
    lines.addAll(rows(table));
    lines.addAll(statistics(table));
    lines.addAll(missing(table));
    return lines;
  }

  /** Returns a heading and a line for each mapping, in columns; nothing without a mapping. */
  public static List<String> rows(PortTable table) {
    if (table.mappings().isEmpty()) {
      return List.of();
    }
    List<List<String>> cells = new ArrayList<>();
    cells.add(List.of("PID:Process", "Port", "Local IP", "State", "Remote IP:Port"));
    table.mappings().forEach(mapping -> cells.add(cells(mapping)));
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.addAll(columns(cells));
    return lines;
  }

  private static List<String> cells(Mapping mapping) {
    return List.of(
        mapping.process().map(p -> p.pid() + ":" + p.name()).orElseGet(() -> owner(mapping.uid())),
        label(mapping.transport()) + " " + mapping.port(),
        AddressText.of(mapping.address()),
        mapping.state(),
        mapping.remote());
  }

  private static String owner(int uid) {
    return uid < 0 ? "-" : "-:uid " + uid;
  }

  private static List<String> columns(List<List<String>> cells) {
    int[] widths = new int[cells.get(0).size()];
    for (List<String> row : cells) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return cells.stream().map(row -> padded(row, widths)).toList();
  }

  private static String padded(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length())).append(GAP);
    }
    return line.toString().stripTrailing();
  }

  /** Returns how many mappings there are, and which part of those of TCP is in each state. */
  static List<String> statistics(PortTable table) {
    List<Mapping> tcp =
        table.mappings().stream().filter(m -> m.transport() == Transport.TCP).toList();
    Map<String, Integer> states = new LinkedHashMap<>();
    states.put(TcpStates.LISTENING, 0);
    tcp.forEach(mapping -> states.merge(mapping.state(), 1, Integer::sum));
    List<String> lines = new ArrayList<>();
    Collections.addAll(lines, "", "Port Statistics", "");
    lines.add("TCP mappings: " + tcp.size());
    lines.add("UDP mappings: " + (table.mappings().size() - tcp.size()));
    if (!tcp.isEmpty()) {
      lines.add("");
      states.forEach((state, count) -> lines.add(share(state, count, tcp.size())));
    }
    return lines;
  }

  private static String share(String state, int count, int all) {
    return String.format(
        Locale.ROOT, "TCP ports in a %s state: %d = %.2f%%", state, count, 100.0 * count / all);
  }

  /** Returns a sentence for each fact that this user cannot get. */
  public static List<String> missing(PortTable table) {
    List<String> lines = new ArrayList<>();
    long hidden = table.hidden();
    if (hidden > 0) {
      lines.add("");
      lines.add(
          "Not available: the processes of "
              + hidden
              + (hidden == 1 ? " port" : " ports")
              + "; they belong to other users or run outside this container");
    }
    table.notes().forEach(note -> Collections.addAll(lines, "", "Not available: " + note));
    return lines;
  }

  /** Returns the mappings of each process, in the order of process ids. */
  static Map<LocalProcess, PortTable> byProcess(PortTable table) {
    Map<LocalProcess, PortTable> blocks = new LinkedHashMap<>();
    table.mappings().stream()
        .flatMap(mapping -> mapping.process().stream())
        .distinct()
        .sorted(Comparator.comparingLong(LocalProcess::pid))
        .forEach(
            process ->
                blocks.put(
                    process,
                    new PortTable(
                        table.mappings().stream()
                            .filter(m -> m.process().filter(process::equals).isPresent())
                            .toList(),
                        List.of())));
    return blocks;
  }

  private static String label(Transport transport) {
    return transport.label().toUpperCase(Locale.ROOT);
  }

  /** Returns the details of the processes of a table, for {@code -v}. */
  static List<String> details(PortTable table, LocalPortSource source) {
    List<String> lines = new ArrayList<>();
    Collections.addAll(lines, "", "Port and Module Information by Process");
    byProcess(table).forEach((process, ports) -> lines.addAll(block(process, ports, source)));
    Collections.addAll(lines, "", "=".repeat(54));
    return lines;
  }

  private static List<String> block(LocalProcess process, PortTable ports, LocalPortSource source) {
    List<String> lines = new ArrayList<>();
    Collections.addAll(lines, "", "=".repeat(54), "");
    lines.add("Process ID: " + process.pid() + " (" + process.name() + ")");
    source.service(process.pid()).ifPresent(name -> lines.add("Service Name: " + name));
    lines.addAll(rows(ports));
    lines.addAll(statistics(ports));
    lines.add("");
    source
        .modules(process.pid())
        .ifPresentOrElse(
            modules -> {
              lines.add("Loaded modules:");
              lines.addAll(modules);
            },
            () -> lines.add("Could not access module information for this process"));
    return lines;
  }
}

package io.portprobe.examples.portqry.local;

import java.util.List;
import java.util.function.Predicate;

/**
 * The ports of this computer at one time.
 *
 * @param mappings the sockets and their processes, in the order of the output
 * @param notes what is missing, one sentence each
 */
public record PortTable(List<Mapping> mappings, List<String> notes) {
  public PortTable {
    mappings = mappings.stream().sorted(Mapping.ORDER).toList();
    notes = List.copyOf(notes);
  }

  /** Returns the table with only some of the mappings. */
  public PortTable only(Predicate<Mapping> wanted) {
    return new PortTable(mappings.stream().filter(wanted).toList(), notes);
  }

  /** Returns the number of mappings whose process is hidden from this user. */
  long hidden() {
    return mappings.stream().filter(mapping -> mapping.process().isEmpty()).count();
  }
}

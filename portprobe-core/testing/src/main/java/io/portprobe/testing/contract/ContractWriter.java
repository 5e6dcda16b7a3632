package io.portprobe.testing.contract;

import io.portprobe.Reason;
import io.portprobe.text.JsonText;
import io.portprobe.text.SafeText;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A writer of contracts as YAML: plain scalars for words, double quotes for all other text. */
final class ContractWriter {
  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");

  /** Words that a version or a schema of YAML reads as a boolean or null. */
  private static final Set<String> RESERVED_WORDS =
      Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

  private final StringBuilder text = new StringBuilder();

  private ContractWriter() {}

  /**
   * Returns the text of a file.
   *
   * @param comments the comment lines of each entry, in the same order; may be empty
   */
  static String text(NetworkContract contract, List<List<String>> comments) {
    List<ContractEntry> entries = contract.entries();
    ContractWriter writer = new ContractWriter();
    if (!contract.names().isEmpty()) {
      writer.add("names:", "");
      contract.names().forEach(writer::add);
    }
    if (!entries.isEmpty()) {
      writer.add("ports:", "");
    }
    for (int i = 0; i < entries.size(); i++) {
      writer.add(entries.get(i), comments.isEmpty() ? List.of() : comments.get(i));
    }
    return writer.text.toString();
  }

  private void add(NameEntry entry) {
    add("  - name: ", JsonText.quoted(entry.name()));
    if (!entry.resolves()) {
      add("    resolves: ", "false");
    }
    if (!entry.addresses().isEmpty()) {
      add(
          "    addresses: ",
          entry.addresses().stream()
              .map(address -> JsonText.quoted(address.getHostAddress()))
              .collect(Collectors.joining(", ", "[", "]")));
    }
  }

  private void add(ContractEntry entry, List<String> comments) {
    add("  - endpoint: ", JsonText.quoted(entry.endpoint().toString()));
    add("    state: ", ContractWords.word(entry.state()));
    if (!entry.reasons().isEmpty()) {
      add("    reason: ", reasons(entry.reasons()));
    }
    entry.protocol().ifPresent(name -> add("    protocol: ", word(name)));
    comments.stream().flatMap(String::lines).forEach(each -> add("    # ", comment(each)));
    if (!entry.lines().isEmpty()) {
      add("    lines:", "");
      entry.lines().forEach(each -> add("      - ", JsonText.quoted(each)));
    }
    if (!entry.values().isEmpty()) {
      add("    values:", "");
      new TreeMap<>(entry.values())
          .forEach((name, value) -> add("      " + word(name) + ": ", JsonText.quoted(value)));
    }
  }

  private static String reasons(Set<Reason> reasons) {
    String words = reasons.stream().map(ContractWords::word).collect(Collectors.joining(", "));
    return reasons.size() == 1 ? words : "[" + words + "]";
  }

  private void add(String key, String value) {
    text.append(key).append(value).append('\n');
  }

  private static String word(String value) {
    boolean plain =
        WORD.matcher(value).matches() && !RESERVED_WORDS.contains(value.toLowerCase(Locale.ROOT));
    return plain ? value : JsonText.quoted(value);
  }

  /** Returns a comment of one line, of valid characters and limited length. */
  private static String comment(String value) {
    return SafeText.line(ContractText.part(value)).stripTrailing();
  }
}

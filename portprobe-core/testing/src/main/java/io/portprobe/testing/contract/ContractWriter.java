package io.portprobe.testing.contract;

import io.portprobe.AddressSelection;
import io.portprobe.Reason;
import io.portprobe.testing.contract.ContractDetails.Severity;
import io.portprobe.testing.internal.contract.ContractText;
import io.portprobe.testing.internal.contract.ContractWords;
import io.portprobe.text.AddressText;
import io.portprobe.text.JsonText;
import io.portprobe.text.SafeText;
import java.time.Duration;
import java.util.Collection;
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
  private boolean version2;

  private ContractWriter() {}

  /**
   * Returns the text of a file.
   *
   * @param comments the comment lines of each entry, in the same order; may be empty
   */
  static String text(NetworkContract contract, List<List<String>> comments) {
    List<ContractEntry> entries = contract.entries();
    ContractWriter writer = new ContractWriter();
    if (contract.needsVersion2()) {
      writer.version2 = true;
      writer.add("version: ", "2");
    }
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
    add("  - name: ", quoted(entry.name()));
    if (!entry.resolves()) {
      add("    resolves: ", "false");
    }
    if (!entry.addresses().isEmpty()) {
      add(
          "    addresses: ",
          entry.addresses().stream()
              .map(address -> quoted(AddressText.of(address)))
              .collect(Collectors.joining(", ", "[", "]")));
    }
    details(entry.details());
  }

  private void add(ContractEntry entry, List<String> comments) {
    add("  - endpoint: ", quoted(entry.endpoint().toString()));
    add("    state: ", entry.stateWord());
    if (!entry.reasons().isEmpty()) {
      add("    reason: ", reasons(entry.reasons()));
    }
    entry.protocol().ifPresent(name -> add("    protocol: ", word(name)));
    comments.stream().flatMap(String::lines).forEach(each -> add("    # ", comment(each)));
    if (!entry.lines().isEmpty()) {
      add("    lines:", "");
      entry.lines().forEach(each -> add("      - ", quoted(each)));
    }
    if (!entry.values().isEmpty()) {
      add("    values:", "");
      new TreeMap<>(entry.values())
          .forEach((name, value) -> add("      " + word(name) + ": ", quoted(value)));
    }
    if (entry.needsVersion2()) {
      probe(entry.probe());
      entry.answer().ifPresent(bytes -> add("    answer: ", bytes(bytes)));
      entry.certificate().ifPresent(this::certificate);
      details(entry.details());
    }
  }

  private void probe(ContractProbe probe) {
    if (!probe.options().isEmpty()) {
      add("    options:", "");
      probe.options().forEach((name, value) -> add("      " + key(name) + ": ", quoted(value)));
    }
    probe.tls().ifPresent(first -> add("    tls: ", first.toString()));
    probe.payload().ifPresent(bytes -> add("    payload: ", bytes(bytes)));
    if (probe.addresses() != AddressSelection.ALL) {
      add("    family: ", ContractWords.word(probe.addresses()));
    }
    if (probe.allAddresses()) {
      add("    all-addresses: ", "true");
    }
    probe.timeout().ifPresent(time -> add("    timeout: ", time(time)));
    if (probe.retries() > 0) {
      add("    retries: ", String.valueOf(probe.retries()));
    }
    if (!probe.within().isZero()) {
      add("    wait: ", time(probe.within()));
    }
  }

  private void certificate(CertificateExpectation certificate) {
    add("    certificate:", "");
    certificate.daysLeft().ifPresent(days -> add("      days-left: ", String.valueOf(days)));
    if (!certificate.names().isEmpty()) {
      add("      names: ", list(certificate.names()));
    }
    certificate.issuer().ifPresent(issuer -> add("      issuer: ", quoted(issuer)));
    certificate.trusted().ifPresent(trusted -> add("      trusted: ", trusted.toString()));
  }

  private void details(ContractDetails details) {
    if (details.severity() == Severity.OPTIONAL) {
      add("    severity: ", "optional");
    }
    if (!details.tags().isEmpty()) {
      add("    tags: ", list(details.tags()));
    }
    if (!details.description().isEmpty()) {
      add("    description: ", quoted(details.description()));
    }
    if (!details.owner().isEmpty()) {
      add("    owner: ", quoted(details.owner()));
    }
    if (!details.vantages().isEmpty()) {
      add("    from: ", list(details.vantages()));
    }
  }

  private String list(Collection<String> texts) {
    return texts.stream().map(this::quoted).collect(Collectors.joining(", ", "[", "]"));
  }

  private String bytes(ContractPayload bytes) {
    return bytes.isText()
        ? quoted(bytes.source())
        : "{hex: " + JsonText.quoted(bytes.source()) + "}";
  }

  private static String time(Duration time) {
    return time.toMillis() + "ms";
  }

  /** Returns a text in double quotes, which is read back as it is. */
  private String quoted(String value) {
    return JsonText.quoted(version2 ? value.replace("$", "$$") : value);
  }

  /** Returns a key, in which no placeholders are replaced. */
  private static String key(String value) {
    return JsonText.quoted(value);
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

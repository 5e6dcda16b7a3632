package io.portprobe.protocols.internal.dns;

import io.portprobe.protocols.dns.DnsAnswer;
import io.portprobe.protocols.dns.DnsRecord;
import io.portprobe.protocols.dns.LlmnrResult;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.List;

/** The implementation of {@link LlmnrResult}. */
public record DefaultLlmnrResult(List<String> names, List<DnsRecord> records, List<String> notes)
    implements LlmnrResult {
  /** Copies the lists. */
  public DefaultLlmnrResult {
    names = List.copyOf(names);
    records = List.copyOf(records);
    notes = List.copyOf(notes);
  }

  static DefaultLlmnrResult of(DnsAnswer answer) {
    return new DefaultLlmnrResult(
        LinkLocalReader.pointers(answer), LinkLocalReader.records(answer).toList(), answer.notes());
  }

  @Override
  public ServiceFacts facts() {
    return ServiceFacts.of("llmnr");
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(toString());
    names.forEach(name -> lines.add("host name: " + name));
    notes.forEach(note -> lines.add("note: " + note));
    return SafeText.lines(lines);
  }

  @Override
  public String toString() {
    return "Link-Local Multicast Name Resolution, names: " + names.size();
  }
}

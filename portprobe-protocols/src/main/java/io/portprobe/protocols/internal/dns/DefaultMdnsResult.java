package io.portprobe.protocols.internal.dns;

import io.portprobe.protocols.dns.DnsAnswer;
import io.portprobe.protocols.dns.DnsRecord;
import io.portprobe.protocols.dns.MdnsResult;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The implementation of {@link MdnsResult}. */
public record DefaultMdnsResult(
    Optional<String> hostName, List<String> services, List<DnsRecord> records, List<String> notes)
    implements MdnsResult {
  private static final String DOMAIN = ".local";

  /** Copies the lists. */
  public DefaultMdnsResult {
    services = List.copyOf(services);
    records = List.copyOf(records);
    notes = List.copyOf(notes);
  }

  static DefaultMdnsResult of(Optional<DnsAnswer> name, Optional<DnsAnswer> services) {
    List<DnsAnswer> both = Stream.concat(services.stream(), name.stream()).toList();
    return new DefaultMdnsResult(
        name.map(LinkLocalReader::pointers).flatMap(names -> names.stream().findFirst()),
        services.map(LinkLocalReader::pointers).orElse(List.of()).stream()
            .map(
                type ->
                    type.endsWith(DOMAIN)
                        ? type.substring(0, type.length() - DOMAIN.length())
                        : type)
            .distinct()
            .sorted()
            .toList(),
        both.stream().flatMap(LinkLocalReader::records).toList(),
        both.stream().flatMap(answer -> answer.notes().stream()).distinct().toList());
  }

  @Override
  public ServiceFacts facts() {
    return ServiceFacts.of("mdns");
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(toString());
    hostName.ifPresent(name -> lines.add("host name: " + name));
    services.forEach(type -> lines.add("service: " + type));
    notes.forEach(note -> lines.add("note: " + note));
    return SafeText.lines(lines);
  }

  @Override
  public String toString() {
    return "multicast DNS, types of services: " + services.size();
  }
}

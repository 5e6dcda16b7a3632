package io.portprobe.protocols.internal.snmp;

import io.portprobe.protocols.snmp.SnmpAgent;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** An {@link SnmpAgent} whose components are the accessors of the interface. */
record DefaultSnmpAgent(
    String version,
    Optional<String> description,
    Optional<String> objectId,
    Optional<Duration> upTime,
    Optional<String> name,
    Optional<String> error,
    Optional<Engine> engine)
    implements SnmpAgent {
  private static final String ENTERPRISES = "1.3.6.1.4.1.";

  /** Vendors by the numbers of IANA, as they are common in agents. */
  private static final Map<Long, String> VENDORS =
      Map.ofEntries(
          Map.entry(9L, "Cisco"),
          Map.entry(11L, "HP"),
          Map.entry(253L, "Xerox"),
          Map.entry(311L, "Microsoft"),
          Map.entry(318L, "APC"),
          Map.entry(367L, "Ricoh"),
          Map.entry(641L, "Lexmark"),
          Map.entry(674L, "Dell"),
          Map.entry(1602L, "Canon"),
          Map.entry(2021L, "UCD-SNMP"),
          Map.entry(2435L, "Brother"),
          Map.entry(2636L, "Juniper"),
          Map.entry(6876L, "VMware"),
          Map.entry(8072L, "Net-SNMP"),
          Map.entry(12356L, "Fortinet"),
          Map.entry(14988L, "MikroTik"),
          Map.entry(30065L, "Arista"),
          Map.entry(41112L, "Ubiquiti"));

  DefaultSnmpAgent {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(objectId, "objectId");
    Objects.requireNonNull(upTime, "upTime");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(error, "error");
    Objects.requireNonNull(engine, "engine");
  }

  /** Returns the finding of an engine that accepted no community. */
  static DefaultSnmpAgent of(Engine engine) {
    return new DefaultSnmpAgent(
        "SNMPv3",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(engine));
  }

  @Override
  public ServiceFacts facts() {
    ServiceFacts facts =
        ServiceFacts.of("snmp")
            .withProduct(vendor().map(VENDORS::get).orElse(""))
            .withVolatileComponents("upTime", "engine")
            .withVolatileLines("sysUpTime:", "engine boots:", "engine time:");
    return operatingSystem().map(facts::withOperatingSystem).orElse(facts);
  }

  private Optional<Long> vendor() {
    if (objectId.filter(id -> id.startsWith(ENTERPRISES)).isPresent()) {
      String digits = objectId.get().substring(ENTERPRISES.length()).split("[.]", 2)[0];
      return digits.matches("[0-9]{1,10}") ? Optional.of(Long.valueOf(digits)) : Optional.empty();
    }
    OptionalLong enterprise = engine.map(Engine::enterprise).orElse(OptionalLong.empty());
    return enterprise.isPresent() ? Optional.of(enterprise.getAsLong()) : Optional.empty();
  }

  private Optional<String> operatingSystem() {
    return description.flatMap(
        text ->
            List.of("Linux", "FreeBSD", "Windows", "Cisco IOS", "RouterOS", "VMware ESXi").stream()
                .filter(text::contains)
                .findFirst());
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    add(lines, "version", Optional.of(version));
    add(lines, "sysDescr", description);
    add(lines, "sysObjectID", objectId);
    add(lines, "sysUpTime", upTime.map(DefaultSnmpAgent::readable));
    add(lines, "sysName", name);
    add(lines, "error", error);
    add(lines, "engine id", engine.map(Engine::id));
    engine
        .map(Engine::enterprise)
        .ifPresent(number -> number.ifPresent(n -> lines.add("engine vendor: " + vendor(n))));
    add(lines, "engine address", engine.flatMap(Engine::address));
    add(lines, "engine boots", engine.map(each -> Long.toString(each.boots())));
    add(lines, "engine time", engine.map(each -> readable(each.time())));
    return List.copyOf(lines);
  }

  private static String vendor(long number) {
    String name = VENDORS.get(number);
    return number + (name == null ? "" : " (" + name + ")");
  }

  private static void add(List<String> lines, String label, Optional<String> value) {
    value.ifPresent(text -> lines.add(label + ": " + SafeText.line(text)));
  }

  private static String readable(Duration time) {
    return String.format(
        Locale.ROOT,
        "%d days %d:%02d:%02d",
        time.toDays(),
        time.toHoursPart(),
        time.toMinutesPart(),
        time.toSecondsPart());
  }

  /** Returns the version, without text of the peer. */
  @Override
  public String toString() {
    return "SnmpAgent[" + SafeText.line(version) + "]";
  }
}

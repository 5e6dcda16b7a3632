package io.portprobe.protocols.internal.ldap;

import io.portprobe.protocols.ldap.LdapAttribute;
import io.portprobe.protocols.ldap.NamedOid;
import io.portprobe.protocols.ldap.SaslMechanism;
import io.portprobe.text.SafeText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;

/** Formats a {@link DefaultRootDse} as human-readable lines. */
final class RootDseFormatter {
  private static final DateTimeFormatter PORTQRY_DATE =
      DateTimeFormatter.ofPattern("MM/dd/yyyy HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private RootDseFormatter() {}

  static List<String> attributeLines(DefaultRootDse rootDse) {
    List<String> lines = new ArrayList<>();
    for (LdapAttribute attribute : rootDse.attributes()) {
      if (attribute.values().isEmpty()) {
        lines.add(SafeText.line(attribute.name() + ":"));
      }
      for (String value : attribute.values()) {
        lines.add(SafeText.line(line(attribute.name(), value)));
      }
    }
    return List.copyOf(lines);
  }

  static List<String> lines(DefaultRootDse rootDse) {
    List<String> lines = new ArrayList<>(attributeLines(rootDse));
    if (rootDse.attributes().isEmpty()) {
      lines.add("no rootDSE returned" + reason(rootDse));
    }
    rootDse
        .result()
        .filter(result -> !result.succeeded() || !result.referrals().isEmpty())
        .ifPresent(result -> lines.add("result: " + result));
    addLevels(lines, rootDse);
    addNames(lines, rootDse);
    rootDse.clockSkew().ifPresent(skew -> lines.add("clock skew: " + skewText(skew)));
    rootDse.netlogon().ifPresent(netlogon -> lines.addAll(netlogon.lines()));
    rootDse.startTls().ifPresent(result -> lines.add("StartTLS: " + result));
    rootDse.tls().ifPresent(tls -> lines.addAll(tls.lines()));
    rootDse.notes().forEach(note -> lines.add("note: " + SafeText.line(note)));
    if (!rootDse.complete()) {
      lines.add("incomplete: the server did not end its response");
    }
    return List.copyOf(lines);
  }

  private static String reason(DefaultRootDse rootDse) {
    return rootDse
        .refusalReason()
        .map(reason -> ": " + reason.description())
        .orElse(rootDse.complete() ? "" : " so far");
  }

  private static String line(String name, String value) {
    if (name.equalsIgnoreCase("currentTime")) {
      Optional<Instant> time = GeneralizedTime.parse(value);
      if (time.isPresent()) {
        return "currentdate: " + PORTQRY_DATE.format(time.get()) + " (unadjusted GMT)";
      }
    }
    return name + ": " + value;
  }

  /** Adds the names of the functional levels. */
  private static void addLevels(List<String> lines, DefaultRootDse rootDse) {
    rootDse.domainFunctionality().ifPresent(level -> add(lines, "domain level", level.toString()));
    rootDse.forestFunctionality().ifPresent(level -> add(lines, "forest level", level.toString()));
    rootDse
        .domainControllerFunctionality()
        .ifPresent(level -> add(lines, "server level", level.toString()));
  }

  /** Adds the names of identifiers and SASL mechanisms. */
  private static void addNames(List<String> lines, DefaultRootDse rootDse) {
    addNames(lines, "capabilities", rootDse.supportedCapabilities(), RootDseFormatter::label);
    addNames(lines, "controls", rootDse.supportedControls(), RootDseFormatter::label);
    addNames(lines, "extensions", rootDse.supportedExtensions(), RootDseFormatter::label);
    addNames(lines, "features", rootDse.supportedFeatures(), RootDseFormatter::label);
    addNames(lines, "SASL mechanisms", rootDse.supportedSaslMechanisms(), SaslMechanism::toString);
  }

  private static String label(NamedOid oid) {
    return oid.name().orElse(oid.oid());
  }

  private static <T> void addNames(
      List<String> lines, String field, List<T> all, Function<T, String> label) {
    if (!all.isEmpty()) {
      StringJoiner labels = new StringJoiner(", ");
      for (T each : all) {
        labels.add(label.apply(each));
      }
      add(lines, field, labels.toString());
    }
  }

  private static String skewText(Duration skew) {
    Duration whole = skew.abs().plusMillis(500).truncatedTo(ChronoUnit.SECONDS);
    if (whole.isZero()) {
      return "none";
    }
    return (skew.isNegative() ? "-" : "+") + whole.toSeconds() + " s relative to this host";
  }

  private static void add(List<String> lines, String field, String value) {
    lines.add(field + ": " + SafeText.line(value));
  }
}

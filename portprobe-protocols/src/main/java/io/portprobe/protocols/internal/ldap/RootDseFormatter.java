package io.portprobe.protocols.internal.ldap;

import io.portprobe.protocols.ldap.LdapAttribute;
import io.portprobe.protocols.ldap.LdapTls;
import io.portprobe.protocols.ldap.NamedOid;
import io.portprobe.protocols.ldap.RootDse;
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
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes a {@link RootDse} for people. */
public final class RootDseFormatter {
  private static final DateTimeFormatter PORTQRY_DATE =
      DateTimeFormatter.ofPattern("MM/dd/yyyy HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private RootDseFormatter() {}

  public static List<String> attributeLines(RootDse rootDse) {
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

  public static List<String> lines(RootDse rootDse) {
    List<String> lines = new ArrayList<>(attributeLines(rootDse));
    if (rootDse.attributes().isEmpty()) {
      lines.add("no rootDSE shown" + RefusalReason.ground(rootDse));
    }
    rootDse
        .result()
        .filter(r -> !r.succeeded() || !r.referrals().isEmpty())
        .ifPresent(r -> lines.add("result: " + r));
    addNames(lines, rootDse);
    rootDse.clockSkew().ifPresent(skew -> lines.add("clock skew: " + skewText(skew)));
    rootDse.netlogon().ifPresent(n -> lines.addAll(n.lines()));
    rootDse.startTls().ifPresent(r -> lines.add("StartTLS: " + r));
    rootDse.tls().ifPresent(tls -> addTls(lines, tls));
    rootDse.remarks().forEach(remark -> lines.add("remark: " + SafeText.line(remark)));
    if (!rootDse.complete()) {
      lines.add("incomplete: the server did not end its answer");
    }
    return List.copyOf(lines);
  }

  private static String line(String name, String value) {
    Optional<Instant> time =
        name.equalsIgnoreCase("currentTime") ? GeneralizedTime.parse(value) : Optional.empty();
    return time.map(t -> "currentdate: " + PORTQRY_DATE.format(t) + " (unadjusted GMT)")
        .orElse(name + ": " + value);
  }

  /** What the numbers and identifiers of the attributes stand for. */
  private static void addNames(List<String> lines, RootDse rootDse) {
    rootDse.domainFunctionality().ifPresent(l -> add(lines, "domain level", l.toString()));
    rootDse.forestFunctionality().ifPresent(l -> add(lines, "forest level", l.toString()));
    rootDse
        .domainControllerFunctionality()
        .ifPresent(l -> add(lines, "server level", l.toString()));
    addNames(lines, "capabilities", rootDse.supportedCapabilities(), NamedOid::label);
    addNames(lines, "controls", rootDse.supportedControls(), NamedOid::label);
    addNames(lines, "extensions", rootDse.supportedExtensions(), NamedOid::label);
    addNames(lines, "features", rootDse.supportedFeatures(), NamedOid::label);
    addNames(lines, "SASL mechanisms", rootDse.supportedSaslMechanisms(), SaslMechanism::toString);
  }

  private static <T> void addNames(
      List<String> lines, String what, List<T> all, Function<T, String> label) {
    if (!all.isEmpty()) {
      add(lines, what, all.stream().map(label).collect(Collectors.joining(", ")));
    }
  }

  private static String skewText(Duration skew) {
    Duration whole = skew.abs().plusMillis(500).truncatedTo(ChronoUnit.SECONDS);
    if (whole.isZero()) {
      return "none";
    }
    return whole.toSeconds() + " s " + (skew.isNegative() ? "behind" : "ahead of") + " here";
  }

  private static void addTls(List<String> lines, LdapTls tls) {
    add(lines, "TLS", tls.version() + ", " + tls.cipherSuite());
    tls.subject().ifPresent(s -> add(lines, "certificate subject", s));
    tls.issuer().ifPresent(s -> add(lines, "certificate issuer", s));
    if (!tls.names().isEmpty()) {
      add(lines, "certificate names", String.join(", ", tls.names()));
    }
    tls.notBefore().ifPresent(t -> add(lines, "certificate valid from", t.toString()));
    tls.notAfter().ifPresent(t -> add(lines, "certificate valid until", t.toString()));
    if (tls.subject().isEmpty()) {
      add(lines, "certificate", "none");
    }
    add(lines, "trust", tls.distrust().map(why -> "not trusted: " + why).orElse("trusted"));
  }

  private static void add(List<String> lines, String name, String value) {
    lines.add(name + ": " + SafeText.line(value));
  }
}

package io.portprobe.protocols.internal.ldap;

import io.portprobe.protocols.ldap.SaslMechanism;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What SASL mechanisms stand for: {@code sasl.tsv}, with columns mechanism, meaning and source. */
public final class SaslMechanismNames {
  private static final Map<String, List<String>> KNOWN = TsvResource.read("sasl.tsv");

  private SaslMechanismNames() {}

  /** Servers write names in capitals, as they should; this takes them in any case. */
  public static SaslMechanism name(String mechanism) {
    List<String> row = KNOWN.get(mechanism.toUpperCase(Locale.ROOT));
    return row == null
        ? new SaslMechanism(mechanism, Optional.empty(), Optional.empty())
        : new SaslMechanism(mechanism, Optional.of(row.get(1)), Optional.of(row.get(2)));
  }
}

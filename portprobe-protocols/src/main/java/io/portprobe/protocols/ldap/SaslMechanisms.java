package io.portprobe.protocols.ldap;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What SASL mechanisms stand for: {@code sasl.tsv}, with columns mechanism, meaning and source. */
final class SaslMechanisms {
  private static final Map<String, List<String>> KNOWN = Tables.read("sasl.tsv");

  private SaslMechanisms() {}

  /** Servers write names in capitals, as they should; this takes them in any case. */
  static SaslMechanism name(String mechanism) {
    List<String> row = KNOWN.get(mechanism.toUpperCase(Locale.ROOT));
    return row == null
        ? new SaslMechanism(mechanism, Optional.empty(), Optional.empty())
        : new SaslMechanism(mechanism, Optional.of(row.get(1)), Optional.of(row.get(2)));
  }
}

package io.portprobe.protocols.internal.ldap;

import io.portprobe.protocols.ldap.SaslMechanism;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The descriptions of SASL mechanisms: {@code sasl.tsv}, with columns mechanism, description and
 * source.
 */
final class SaslMechanismNames {
  private static final Map<String, List<String>> KNOWN = TsvResource.read("sasl.tsv");

  private SaslMechanismNames() {}

  /** Returns a mechanism, in any letter case, with its description, if it is known. */
  static SaslMechanism find(String mechanism) {
    List<String> row = KNOWN.get(mechanism.toUpperCase(Locale.ROOT));
    return row == null
        ? new SaslMechanism(mechanism, Optional.empty(), Optional.empty())
        : new SaslMechanism(mechanism, Optional.of(row.get(1)), Optional.of(row.get(2)));
  }
}

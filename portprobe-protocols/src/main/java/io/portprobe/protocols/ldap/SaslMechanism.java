package io.portprobe.protocols.ldap;

import io.portprobe.text.SafeText;
import java.util.Objects;
import java.util.Optional;

/**
 * A SASL mechanism that a server offers (RFC 4422).
 *
 * @param mechanism the name, as received, for example {@code "GSSAPI"}
 * @param description a short description; empty if it is not in the bundled table
 * @param source its specification, for example {@code "RFC 4752"}; empty if the description is
 */
public record SaslMechanism(
    String mechanism, Optional<String> description, Optional<String> source) {
  /**
   * Creates a mechanism.
   *
   * @throws NullPointerException if an argument is null
   */
  public SaslMechanism {
    Objects.requireNonNull(mechanism, "mechanism");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(source, "source");
  }

  /**
   * Returns the mechanism with its description.
   *
   * @return one line without control characters, for example {@code "GSSAPI (Kerberos V5)"}
   */
  @Override
  public String toString() {
    return SafeText.line(mechanism + description.map(text -> " (" + text + ")").orElse(""));
  }
}

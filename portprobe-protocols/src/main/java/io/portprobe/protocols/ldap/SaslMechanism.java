package io.portprobe.protocols.ldap;

import io.portprobe.text.SafeText;
import java.util.Objects;
import java.util.Optional;

/**
 * A way to prove who one is, of those that a server offers (RFC 4422).
 *
 * @param mechanism as the server sent it, for example {@code "GSSAPI"}
 * @param meaning what it stands for; empty if it is not in the bundled table
 * @param source where it is specified, for example {@code "RFC 4752"}; empty if the meaning is
 */
public record SaslMechanism(String mechanism, Optional<String> meaning, Optional<String> source) {
  /** Checks that nothing is null. */
  public SaslMechanism {
    Objects.requireNonNull(mechanism, "mechanism");
    Objects.requireNonNull(meaning, "meaning");
    Objects.requireNonNull(source, "source");
  }

  /**
   * The mechanism for people.
   *
   * @return one line without control characters, for example {@code "GSSAPI (Kerberos V5)"}
   */
  @Override
  public String toString() {
    return SafeText.line(mechanism + meaning.map(m -> " (" + m + ")").orElse(""));
  }
}

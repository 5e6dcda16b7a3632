package io.portprobe.protocols.ldap;

import io.portprobe.text.SafeText;
import java.util.Objects;
import java.util.Optional;

/**
 * An object identifier that a server supports, with its name.
 *
 * @param oid the identifier, as received, for example {@code "1.2.840.113556.1.4.319"}
 * @param name its name in the specification; empty if it is not in the bundled table
 * @param source its specification, for example {@code "RFC 2696"}; empty if the name is
 */
public record NamedOid(String oid, Optional<String> name, Optional<String> source) {
  /**
   * Creates an identifier.
   *
   * @throws NullPointerException if an argument is null
   */
  public NamedOid {
    Objects.requireNonNull(oid, "oid");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(source, "source");
  }

  /**
   * Returns the identifier with its name and source.
   *
   * @return one line without control characters, for example {@code "1.2.840.113556.1.4.319 (Simple
   *     Paged Results, RFC 2696)"}
   */
  @Override
  public String toString() {
    return SafeText.line(
        oid + name.map(text -> " (" + text + ", " + source.orElse("") + ")").orElse(""));
  }
}

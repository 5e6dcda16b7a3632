package io.portprobe.protocols.ldap;

import io.portprobe.text.SafeText;
import java.util.Objects;
import java.util.Optional;

/**
 * An object identifier that a server says it supports, with what it stands for.
 *
 * @param oid as the server sent it, for example {@code "1.2.840.113556.1.4.319"}
 * @param name what the specification calls it; empty if it is not in the bundled table
 * @param source where it is specified, for example {@code "RFC 2696"}; empty if the name is
 */
public record NamedOid(String oid, Optional<String> name, Optional<String> source) {
  /** Checks that nothing is null. */
  public NamedOid {
    Objects.requireNonNull(oid, "oid");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(source, "source");
  }

  /** The name, or the identifier if it has none here. */
  public String label() {
    return name.orElse(oid);
  }

  /**
   * The identifier for people.
   *
   * @return one line without control characters, for example {@code "1.2.840.113556.1.4.319 (Simple
   *     Paged Results, RFC 2696)"}
   */
  @Override
  public String toString() {
    return SafeText.line(oid + name.map(n -> " (" + n + ", " + source.orElse("") + ")").orElse(""));
  }
}

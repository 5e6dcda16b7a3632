package io.portprobe.protocols.ldap;

import java.util.List;
import java.util.Objects;

/**
 * An attribute as the server sent it.
 *
 * @param name the attribute description (RFC 4512 section 2.5), options included, in the server's
 *     own capitals; may hold anything a server sends
 * @param values every value in the order received, those that repeat included; may be empty. A
 *     value that is not well-formed UTF-8, or holds control characters other than tab and line
 *     breaks, is {@code 0x} and its bytes in hex
 */
public record LdapAttribute(String name, List<String> values) {
  /** Copies the list and checks that nothing is null. */
  public LdapAttribute {
    Objects.requireNonNull(name, "name");
    values = List.copyOf(values);
  }
}

package io.portprobe.protocols.ldap;

import io.portprobe.text.SafeText;
import java.util.List;
import java.util.Objects;

/**
 * An attribute, as received.
 *
 * @param name the attribute description (RFC 4512 section 2.5), options included, in the server's
 *     letter case; may contain any character
 * @param values every value in the order received, duplicates included; may be empty. A value that
 *     is not well-formed UTF-8, or contains control characters other than tab and line breaks, is
 *     {@code 0x} and its bytes in hex
 */
public record LdapAttribute(String name, List<String> values) {
  /**
   * Copies the list.
   *
   * @throws NullPointerException if an argument or a value is null
   */
  public LdapAttribute {
    Objects.requireNonNull(name, "name");
    values = List.copyOf(values);
  }

  /**
   * Returns the attribute on one line, at most 1,000 characters of it.
   *
   * @return for example {@code "namingContexts: [DC=a, DC=b]"}, without control characters
   */
  @Override
  public String toString() {
    return SafeText.line(name + ": " + values, 1_000);
  }
}

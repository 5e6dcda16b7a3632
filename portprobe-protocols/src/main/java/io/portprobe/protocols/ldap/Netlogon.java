package io.portprobe.protocols.ldap;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A domain controller's response to a netlogon ping (MS-ADTS 6.3.3), in any of its forms (6.3.1.5,
 * 6.3.1.7 to 6.3.1.9). A field that a form lacks, and a name that is empty, is empty here. A name
 * that is not well-formed, or contains control characters, is {@code 0x} and its bytes in hex.
 *
 * <p>Immutable and thread-safe. portprobe supplies the implementation, which is a record: JSON is
 * made of its components. More methods may follow.
 */
public interface Netlogon {
  /**
   * Returns the operation code.
   *
   * @return the kind of response
   */
  NetlogonOpcode opcode();

  /**
   * Returns the form of the response.
   *
   * @return the sum of the bits of {@link NtVersion}
   */
  int ntVersion();

  /**
   * Returns the GUID of the domain.
   *
   * @return empty for an application partition
   */
  Optional<UUID> domainGuid();

  /**
   * Returns the DNS name of the forest.
   *
   * @return the name, as received
   */
  Optional<String> forest();

  /**
   * Returns the DNS name of the domain, or of the requested application partition.
   *
   * @return the name, as received
   */
  Optional<String> domain();

  /**
   * Returns the DNS name of the domain controller.
   *
   * @return the name, as received
   */
  Optional<String> host();

  /**
   * Returns the NetBIOS name of the domain.
   *
   * @return the name, as received
   */
  Optional<String> netbiosDomain();

  /**
   * Returns the NetBIOS name of the domain controller.
   *
   * @return the name, without leading backslashes
   */
  Optional<String> netbiosHost();

  /**
   * Returns the user name of the request.
   *
   * @return the name, as received
   */
  Optional<String> user();

  /**
   * Returns the site of the domain controller.
   *
   * @return the name, as received
   */
  Optional<String> site();

  /**
   * Returns the site of the client, which the server derives from the client's address.
   *
   * @return the name, as received
   */
  Optional<String> clientSite();

  /**
   * Returns the site closest to the client's, if {@link NtVersion#WITH_CLOSEST_SITE} was set.
   *
   * @return the name, as received
   */
  Optional<String> nextClosestSite();

  /**
   * Returns the address of the domain controller.
   *
   * @return an IPv4 literal
   */
  Optional<String> address();

  /**
   * Returns the roles and features of the domain controller.
   *
   * @return the flags in the order of their bits; empty in forms without flags
   */
  Set<DomainControllerFlag> flags();

  /**
   * Returns the flag bits without a {@link DomainControllerFlag}.
   *
   * @return a bit set; usually 0
   */
  int unnamedFlags();

  /**
   * Returns the LmNtToken field.
   *
   * @return 0 to 65535; always 0xffff according to the specification
   */
  int lmNtToken();

  /**
   * Returns the Lm20Token field.
   *
   * @return 0 to 65535; always 0xffff according to the specification
   */
  int lm20Token();

  /**
   * Returns the response as human-readable lines, one field each.
   *
   * @return at least one line, without line breaks and control characters
   */
  List<String> lines();
}

package io.portprobe.protocols.internal.ldap;

import io.portprobe.protocols.ldap.LdapResult;
import java.util.List;

/** A message of a server, reduced to what this package uses (RFC 4511 sections 4.2 to 4.14). */
sealed interface LdapResponse {
  /** A search result entry: names and raw values, in the order received. */
  record Entry(String dn, List<RawAttribute> attributes) implements LdapResponse {}

  /** An attribute of an entry. */
  record RawAttribute(String name, List<byte[]> values) {}

  /** A search result reference: where to continue the search. */
  record Reference(List<String> uris) implements LdapResponse {}

  /** The end of a search. */
  record Done(LdapResult result) implements LdapResponse {}

  /** The response to an extended request, or an unsolicited notification. */
  record Extended(LdapResult result, String oid) implements LdapResponse {}

  /** An intermediate response, which precedes the response. */
  record Intermediate() implements LdapResponse {}

  /** Any other message: never a response to a request of this package. */
  record Unexpected(int type) implements LdapResponse {}
}

package io.portprobe.protocols.internal.ldap;

import io.portprobe.protocols.ldap.LdapResult;
import java.util.List;

/** A message of a server, as far as this package takes notice of it (RFC 4511 section 4.2-4.14). */
sealed interface LdapResponse {
  /** A search result entry: names and raw values in the order received. */
  record Entry(String dn, List<RawAttribute> attributes) implements LdapResponse {}

  /** An attribute of an entry. */
  record RawAttribute(String name, List<byte[]> values) {}

  /** A search result reference: where to go on with the search. */
  record Reference(List<String> uris) implements LdapResponse {}

  /** The end of a search. */
  record Done(LdapResult result) implements LdapResponse {}

  /** The answer to an extended request, or an unsolicited notification. */
  record Extended(LdapResult result, String oid) implements LdapResponse {}

  /** Something to come before the answer. */
  record Intermediate() implements LdapResponse {}

  /** Anything else: never in answer to what this package asks. */
  record Unexpected(int type) implements LdapResponse {}
}

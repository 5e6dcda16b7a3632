package io.portprobe.protocols.ldap;

import java.util.List;

/** A message of a server, as far as this package takes notice of it (RFC 4511 section 4.2-4.14). */
sealed interface LdapReply {
  /** A search result entry: names and raw values in the order received. */
  record Entry(String dn, List<RawAttribute> attributes) implements LdapReply {}

  /** An attribute of an entry. */
  record RawAttribute(String name, List<byte[]> values) {}

  /** A search result reference: where to go on with the search. */
  record Reference(List<String> uris) implements LdapReply {}

  /** The end of a search. */
  record Done(LdapResult result) implements LdapReply {}

  /** The answer to an extended request, or an unsolicited notification. */
  record Extended(LdapResult result, String oid) implements LdapReply {}

  /** Something to come before the answer. */
  record Intermediate() implements LdapReply {}

  /** Anything else: never in answer to what this package asks. */
  record Unexpected(int type) implements LdapReply {}
}

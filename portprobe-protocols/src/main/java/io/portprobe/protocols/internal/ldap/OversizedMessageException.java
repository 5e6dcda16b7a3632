package io.portprobe.protocols.internal.ldap;

/** A message that is longer than is taken, and yet begins as one of LDAP does. */
final class OversizedMessageException extends LdapDecodeException {
  private static final long serialVersionUID = 1L;

  private final int id;

  OversizedMessageException(String why, int id) {
    super(why);
    this.id = id;
  }

  /** The id of the message. */
  int id() {
    return id;
  }
}

package io.portprobe.protocols.internal.ldap;

/** Thrown when a message exceeds the limit but starts as an LDAP message does. */
final class OversizedMessageException extends LdapDecodeException {
  private static final long serialVersionUID = 1L;

  private final int id;

  OversizedMessageException(String reason, int id) {
    super(reason);
    this.id = id;
  }

  /** Returns the id of the message. */
  int id() {
    return id;
  }
}

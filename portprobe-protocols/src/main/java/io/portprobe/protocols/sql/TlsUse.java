package io.portprobe.protocols.sql;

/** Whether a connection to a database uses TLS. A later version may add constants. */
public enum TlsUse {
  /** The client did not request TLS. */
  NOT_REQUESTED,
  /** The server does not offer TLS. */
  UNAVAILABLE,
  /** The TLS handshake completed. */
  COMPLETED,
  /** The server offers TLS, and the handshake failed. */
  FAILED
}

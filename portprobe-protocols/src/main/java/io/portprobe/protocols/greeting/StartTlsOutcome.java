package io.portprobe.protocols.greeting;

/** The way in which a conversation was secured by TLS, or why not. */
public enum StartTlsOutcome {
  /** The server does not offer to start TLS in this conversation. */
  NOT_OFFERED,
  /** The server offers to start TLS, and the option of the caller forbids it. */
  NOT_TRIED,
  /** The server offers to start TLS, and refused the command. */
  REFUSED,
  /** The server accepted the command, and the handshake failed. */
  FAILED,
  /** TLS was started by a command. */
  STARTED,
  /** TLS came first, as on the ports 465, 563, 990, 993 and 995. */
  IMPLICIT
}

package io.portprobe.examples.portqry.snmp;

/** Thrown when a datagram is not an SNMP response. */
final class SnmpFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  SnmpFormatException(String message) {
    super(message);
  }

  SnmpFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}

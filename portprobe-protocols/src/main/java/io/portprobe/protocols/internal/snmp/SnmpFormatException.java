package io.portprobe.protocols.internal.snmp;

/** Thrown when bytes are not a response of SNMP. */
final class SnmpFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  SnmpFormatException(String message) {
    super(message);
  }

  SnmpFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}

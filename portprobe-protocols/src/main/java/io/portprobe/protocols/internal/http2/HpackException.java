package io.portprobe.protocols.internal.http2;

/** A header block that violates RFC 7541, or exceeds a limit. */
final class HpackException extends Exception {
  private static final long serialVersionUID = 1;

  HpackException(String message) {
    super(message);
  }
}

package io.portprobe.protocols.internal.netbios;

/** Thrown if a datagram is not the response to the request. */
final class UnrelatedDatagramException extends Exception {
  private static final long serialVersionUID = 1L;

  UnrelatedDatagramException(String why) {
    super(why);
  }
}

package io.portprobe.protocols.netbios;

/** A datagram is not the response to the request. */
final class NoResponseException extends Exception {
  private static final long serialVersionUID = 1L;

  NoResponseException(String why) {
    super(why);
  }
}

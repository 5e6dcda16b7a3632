package io.portprobe;

import org.jspecify.annotations.Nullable;

/**
 * A fault of this machine kept the question from being asked: no file descriptor, no ephemeral
 * port, no route or no address of that family, a source port in use, a full window. Or it kept the
 * answer from being given: a plug-in that does not return from a call.
 */
public final class LocalFaultException extends ProbeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one; the message is preceded by the endpoint.
   *
   * @param endpoint what was asked about
   * @param message what happened, without the endpoint
   * @param cause what brought it about, or null
   */
  public LocalFaultException(Endpoint endpoint, String message, @Nullable Throwable cause) {
    super(endpoint, message, cause);
  }
}

package io.portprobe;

import org.jspecify.annotations.Nullable;

/** The host name has no address, or none was found before the deadline. */
public final class UnresolvedTargetException extends ProbeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one; the message is preceded by the endpoint.
   *
   * @param endpoint what was asked about
   * @param message what happened, without the endpoint
   * @param cause what brought it about, or null
   */
  public UnresolvedTargetException(Endpoint endpoint, String message, @Nullable Throwable cause) {
    super(endpoint, message, cause);
  }
}

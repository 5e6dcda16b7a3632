package io.portprobe;

import org.jspecify.annotations.Nullable;

/** The {@link TargetPolicy} forbids every address of the host. */
public final class TargetDeniedException extends ProbeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one; the message is preceded by the endpoint.
   *
   * @param endpoint what was asked about
   * @param message what happened, without the endpoint
   * @param cause what brought it about, or null
   */
  public TargetDeniedException(Endpoint endpoint, String message, @Nullable Throwable cause) {
    super(endpoint, message, cause);
  }
}

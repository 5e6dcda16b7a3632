package io.portprobe;

import org.jspecify.annotations.Nullable;

/** Thrown when name resolution failed, timed out, or returned no address of the selection. */
public final class UnresolvedTargetException extends ProbeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception. Its message is the endpoint, a colon and the detail.
   *
   * @param endpoint the endpoint of the probe
   * @param message the detail: what failed, without the endpoint
   * @param cause the cause, or null
   */
  public UnresolvedTargetException(Endpoint endpoint, String message, @Nullable Throwable cause) {
    super(endpoint, message, cause);
  }
}

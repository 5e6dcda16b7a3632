package io.portprobe;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the client was closed while a probe was in flight. In {@link ProbeReport#omissions()}
 * it is the reason for an address that had not responded when the probe completed, because another
 * address was listening; see {@link PortProbe#stopWhenListening()}.
 */
public final class ProbeCancelledException extends ProbeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception. Its message is the endpoint, a colon and the detail.
   *
   * @param endpoint the endpoint of the probe
   * @param message the detail: what failed, without the endpoint
   * @param cause the cause, or null
   */
  public ProbeCancelledException(Endpoint endpoint, String message, @Nullable Throwable cause) {
    super(endpoint, message, cause);
  }
}

package io.portprobe;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the local host could not carry out a probe: out of file descriptors or ephemeral
 * ports, no route, source port in use, no free socket of the client before the deadline, or a
 * plug-in that blocks, rejects its options or has no datagram to send.
 *
 * <p>Also thrown, at most a few seconds after the deadline, if the event loop of the probe died of
 * an {@link Error}, which is the cause, or if a callback blocks it. The cause then has the stack of
 * the event loop. The client replaces such a loop.
 */
public final class LocalFaultException extends ProbeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception. Its message is the endpoint, a colon and the detail.
   *
   * @param endpoint the endpoint of the probe
   * @param message the detail: what failed, without the endpoint
   * @param cause the cause, or null
   */
  public LocalFaultException(Endpoint endpoint, String message, @Nullable Throwable cause) {
    super(endpoint, message, cause);
  }
}

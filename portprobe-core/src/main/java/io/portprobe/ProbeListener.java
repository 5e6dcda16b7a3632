package io.portprobe;

/**
 * A listener for all probes of a client, for metrics and logs.
 *
 * <p>Each probe causes {@link #started}, followed by exactly one of {@link #completed}, {@link
 * #failed} and {@link #cancelled}:
 *
 * <pre>{@code
 * started -> completed | failed | cancelled
 * }</pre>
 *
 * <p>{@link #started} is called on the thread of the caller, the other methods normally on a client
 * thread. No method may block. Exceptions of a listener are logged and ignored.
 */
public interface ProbeListener {
  /**
   * Reports that {@link PortProbe#state()} or {@link PortProbe#report()} was called.
   *
   * @param endpoint the endpoint of the probe
   */
  default void started(Endpoint endpoint) {}

  /**
   * Reports that a probe has a result.
   *
   * @param report the result
   */
  default void completed(ProbeReport report) {}

  /**
   * Reports that a probe could not be carried out, or that portprobe or a plug-in has a defect.
   *
   * @param endpoint the endpoint of the probe
   * @param failure a {@link ProbeException}, or the exception that shows the defect
   */
  default void failed(Endpoint endpoint, Throwable failure) {}

  /**
   * Reports that the caller cancelled or completed the future, or that the client was closed.
   *
   * @param endpoint the endpoint of the probe
   */
  default void cancelled(Endpoint endpoint) {}
}

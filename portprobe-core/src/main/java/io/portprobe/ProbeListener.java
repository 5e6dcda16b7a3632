package io.portprobe;

/**
 * Hears of every probe of a client, for metrics and logs. Called on client threads in the order
 * {@code started}, then exactly one of {@code answered}, {@code failed} and {@code cancelled}; must
 * not block. What a listener throws is logged and ignored.
 */
public interface ProbeListener {
  /**
   * A terminal call was made.
   *
   * @param endpoint what it asks about
   */
  default void started(Endpoint endpoint) {}

  /**
   * The probe has its answer.
   *
   * @param report the answer
   */
  default void answered(ProbeReport report) {}

  /**
   * The question could not be asked, or portprobe or a plug-in failed.
   *
   * @param endpoint what it asked about
   * @param failure a {@link ProbeException}, or a defect
   */
  default void failed(Endpoint endpoint, Throwable failure) {}

  /**
   * The caller cancelled the future, or completed it by hand.
   *
   * @param endpoint what it asked about
   */
  default void cancelled(Endpoint endpoint) {}
}

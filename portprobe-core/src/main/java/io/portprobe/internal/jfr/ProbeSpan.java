package io.portprobe.internal.jfr;

import io.portprobe.DialogueReport;
import io.portprobe.Endpoint;
import io.portprobe.IoMode;
import io.portprobe.ProbeReport;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A span in JDK Flight Recorder: a probe, a name resolution or a dialogue, from its creation to its
 * end. While no recording is active it costs almost nothing. In a runtime without the recorder it
 * does nothing.
 */
public class ProbeSpan {
  private static final ProbeSpan NONE = new ProbeSpan();
  private static final boolean AVAILABLE = isAvailable();

  /** Starts the span of a probe. */
  public static ProbeSpan probe(Endpoint endpoint, IoMode transport) {
    return isRecording() ? JfrEvents.probe(endpoint, transport) : NONE;
  }

  /** Starts the span of a name resolution. */
  public static ProbeSpan resolve(String host) {
    return isRecording() ? JfrEvents.resolve(host) : NONE;
  }

  /** Starts the span of a dialogue. */
  public static ProbeSpan dialogue(String protocol, InetSocketAddress peer) {
    return isRecording() ? JfrEvents.dialogue(protocol, peer) : NONE;
  }

  /**
   * Returns whether a recording was started in this JVM. Until then the event types stay unloaded:
   * the recorder would read their annotations by reflection, which takes longer than a probe.
   */
  private static boolean isRecording() {
    return AVAILABLE && JfrEvents.isRecorderInitialized();
  }

  static ProbeSpan none() {
    return NONE;
  }

  /** Records the result of a probe. */
  public void completed(ProbeReport report) {}

  /** Records how many addresses name resolution found. */
  public void resolved(int addresses) {}

  /** Records the end of a dialogue. */
  public void ended(DialogueReport report) {}

  /** Records that a probe or name resolution failed; null if it was cancelled. */
  public void failed(@Nullable Throwable failure) {}

  /**
   * Returns whether the module is present and readable: the descriptor requires it only statically.
   */
  private static boolean isAvailable() {
    Module own = ProbeSpan.class.getModule();
    return ModuleLayer.boot().findModule("jdk.jfr").filter(own::canRead).isPresent();
  }
}

package io.portprobe.internal.jfr;

import io.portprobe.DialogueReport;
import io.portprobe.Endpoint;
import io.portprobe.ProbeReport;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One span in JDK Flight Recorder: a probe, a look-up or a dialogue, from its making to its end.
 * Costs next to nothing while nobody records, and nothing where the runtime lacks the recorder.
 */
public class ProbeSpan {
  private static final ProbeSpan NONE = new ProbeSpan();
  private static final boolean AVAILABLE = isAvailable();

  public static ProbeSpan probe(Endpoint endpoint) {
    return AVAILABLE ? JfrEvents.probe(endpoint) : NONE;
  }

  public static ProbeSpan resolve(String host) {
    return AVAILABLE ? JfrEvents.resolve(host) : NONE;
  }

  public static ProbeSpan dialogue(String protocol, InetSocketAddress peer) {
    return AVAILABLE ? JfrEvents.dialogue(protocol, peer) : NONE;
  }

  static ProbeSpan none() {
    return NONE;
  }

  /** The probe has its answer. */
  public void answered(ProbeReport report) {}

  /** The look-up found addresses, or none. */
  public void resolved(int addresses) {}

  /** The dialogue ended. */
  public void ended(DialogueReport report) {}

  /** The probe or look-up failed; without a failure it was cancelled. */
  public void failed(@Nullable Throwable failure) {}

  /** The descriptor requires the recorder's module statically, so it may be missing or unread. */
  private static boolean isAvailable() {
    Module own = ProbeSpan.class.getModule();
    return ModuleLayer.boot().findModule("jdk.jfr").filter(own::canRead).isPresent();
  }
}

package io.portprobe.internal;

import io.portprobe.DialogueReport;
import io.portprobe.Endpoint;
import io.portprobe.ProbeReport;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One span in JDK Flight Recorder: a probe, a look-up or a dialogue, from its making to its end.
 * Costs next to nothing while nobody records, and nothing where the runtime lacks the recorder.
 */
class FlightRecord {
  private static final FlightRecord NONE = new FlightRecord();
  private static final boolean AVAILABLE = isAvailable();

  static FlightRecord probe(Endpoint endpoint) {
    return AVAILABLE ? FlightEvents.probe(endpoint) : NONE;
  }

  static FlightRecord resolve(String host) {
    return AVAILABLE ? FlightEvents.resolve(host) : NONE;
  }

  static FlightRecord dialogue(String protocol, InetSocketAddress peer) {
    return AVAILABLE ? FlightEvents.dialogue(protocol, peer) : NONE;
  }

  static FlightRecord none() {
    return NONE;
  }

  /** The probe has its answer. */
  void answered(ProbeReport report) {}

  /** The look-up found addresses, or none. */
  void resolved(int addresses) {}

  /** The dialogue ended. */
  void ended(DialogueReport report) {}

  /** The probe or look-up failed; without a failure it was cancelled. */
  void failed(@Nullable Throwable failure) {}

  /** The descriptor requires the recorder's module statically, so it may be missing or unread. */
  private static boolean isAvailable() {
    Module own = FlightRecord.class.getModule();
    return ModuleLayer.boot().findModule("jdk.jfr").filter(own::canRead).isPresent();
  }
}

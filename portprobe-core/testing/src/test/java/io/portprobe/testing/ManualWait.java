package io.portprobe.testing;

import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.testing.internal.wait.ManualTimeline;
import io.portprobe.testing.internal.wait.ScriptedProbe;
import java.util.concurrent.CompletableFuture;

/** Waits for scripted ports, on a clock that the test moves. */
abstract class ManualWait {
  final ManualTimeline timeline = new ManualTimeline();

  final ScriptedProbe db = new ScriptedProbe("db", timeline);

  final ScriptedProbe n2 = new ScriptedProbe("n2", timeline);

  final ScriptedProbe n3 = new ScriptedProbe("n3", timeline);

  final PortWait<ProbeReport> wait = PortWait.one(db, timeline);

  CompletableFuture<ProbeReport> listening(PortWait<ProbeReport> wait) {
    CompletableFuture<ProbeReport> future = wait.untilListeningAsync();
    timeline.run();
    return future;
  }

  static void listens(ScriptedProbe probe) {
    probe.answers(PortState.LISTENING, Reason.ACCEPTED);
  }

  static void refuses(ScriptedProbe probe) {
    probe.answers(PortState.NOT_LISTENING, Reason.REFUSED);
  }
}

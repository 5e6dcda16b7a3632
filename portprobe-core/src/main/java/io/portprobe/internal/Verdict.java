package io.portprobe.internal;

import io.portprobe.IcmpError;
import io.portprobe.PortState;
import io.portprobe.Reason;
import io.portprobe.Transport;
import java.util.Optional;

/** What the end of an attempt means. */
public sealed interface Verdict {
  /** The network answered, or was silent when it should have. */
  record Answer(PortState state, Reason reason, String evidence, Optional<IcmpError> icmp)
      implements Verdict {
    static Answer of(PortState state, Reason reason, String evidence) {
      return new Answer(state, reason, evidence, Optional.empty());
    }

    static Answer accepted(String evidence) {
      return of(PortState.LISTENING, Reason.ACCEPTED, evidence);
    }

    /** Silence until the deadline, which says less over UDP than over TCP. */
    static Answer silence(Transport transport, String evidence) {
      return transport == Transport.TCP
          ? of(PortState.FILTERED, Reason.TIMED_OUT, evidence)
          : of(PortState.LISTENING_OR_FILTERED, Reason.SILENT, evidence);
    }
  }

  /** This machine kept the question from being asked. */
  record LocalFault(String what) implements Verdict {}
}

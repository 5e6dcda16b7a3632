package io.portprobe.internal.net;

import io.portprobe.IcmpError;
import io.portprobe.PortState;
import io.portprobe.Reason;
import io.portprobe.Transport;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of probing one port on one address, of single probes and scans alike. Immutable:
 * {@link Verdicts} has the instances that ports with the same outcome share.
 */
public sealed interface Verdict {
  /** Returns what was observed, in one line. */
  String evidence();

  /** Returns the state of the port, or null unless this is an {@link Answer}. */
  default @Nullable PortState stateOrNull() {
    return this instanceof Answer answer ? answer.state() : null;
  }

  /** Returns the reason for the state, or null unless this is an {@link Answer}. */
  default @Nullable Reason reasonOrNull() {
    return this instanceof Answer answer ? answer.reason() : null;
  }

  /**
   * A statement about the port: a response was received, or the deadline expired without one.
   *
   * @param state the state of the port
   * @param reason the reason for that state
   * @param evidence what was observed, in one line
   * @param icmp the ICMP message that caused it, if the kernel reported one
   */
  record Answer(PortState state, Reason reason, String evidence, Optional<IcmpError> icmp)
      implements Verdict {
    /** Returns an answer without an ICMP error. */
    public static Answer of(PortState state, Reason reason, String evidence) {
      return new Answer(state, reason, evidence, Optional.empty());
    }

    static Answer accepted(String evidence) {
      return of(PortState.LISTENING, Reason.ACCEPTED, evidence);
    }

    /** Returns the answer for no response until the deadline, which proves less over UDP. */
    public static Answer silence(Transport transport, String evidence) {
      return transport == Transport.TCP
          ? of(PortState.FILTERED, Reason.TIMED_OUT, evidence)
          : of(PortState.LISTENING_OR_FILTERED, Reason.SILENT, evidence);
    }
  }

  /**
   * An error of this host that prevented the probe: nothing is known about the port.
   *
   * @param evidence the error, in one line
   */
  record LocalFault(String evidence) implements Verdict {}

  /**
   * A port that the client did not probe: denied by policy, skipped, or interrupted.
   *
   * @param evidence why, in one line
   */
  record NotProbed(String evidence) implements Verdict {}
}

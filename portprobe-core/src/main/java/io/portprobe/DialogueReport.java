package io.portprobe;

import io.portprobe.spi.Finding;
import java.util.Objects;
import java.util.Optional;

/**
 * How the conversation of a protocol with one address went.
 *
 * @param protocol the name of the protocol, lower case
 * @param outcome how it ended
 * @param finding what was learned: always there when finished, perhaps partial when it ended early
 * @param note why it ended as it did, in words; empty when finished
 * @param bytesSent bytes handed to the transport, TLS and retransmissions not counted
 * @param bytesReceived bytes the protocol was given
 * @param failure what the plug-in or TLS threw, if that ended it
 */
public record DialogueReport(
    String protocol,
    Outcome outcome,
    Optional<Finding> finding,
    String note,
    long bytesSent,
    long bytesReceived,
    Optional<Throwable> failure) {

  /** How a dialogue ended. */
  public enum Outcome {
    /** The protocol got what it asked for. */
    FINISHED,
    /** The peer answered, and it is not this protocol. */
    MISMATCH,
    /** The deadline, a bound, or the end of the stream cut it short. */
    INCOMPLETE,
    /** TLS failed, the connection broke, or the plug-in threw. */
    FAILED
  }

  /** Checks that nothing is null. */
  public DialogueReport {
    Objects.requireNonNull(protocol, "protocol");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(finding, "finding");
    Objects.requireNonNull(note, "note");
    Objects.requireNonNull(failure, "failure");
  }
}

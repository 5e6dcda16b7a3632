package io.portprobe;

import io.portprobe.spi.Finding;
import java.util.Objects;
import java.util.Optional;

/**
 * How the conversation of a protocol with one address went.
 *
 * @param protocol the name of the protocol, lower case
 * @param cause why it ended; each cause belongs to one {@link Outcome}
 * @param finding what was learned: always there when finished, perhaps partial when it ended early
 * @param note details of the cause for a human reader; empty when finished. The text may change:
 *     branch on {@link #cause()}
 * @param bytesSent bytes handed to the transport, TLS and retransmissions not counted
 * @param bytesReceived bytes the protocol was given
 * @param failure what the plug-in or TLS threw, if that ended it
 */
public record DialogueReport(
    String protocol,
    Cause cause,
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

  /** Why a dialogue ended. A later version may add causes. */
  public enum Cause {
    /** The protocol finished. */
    COMPLETED(Outcome.FINISHED),
    /** The peer sent something that is not of this protocol. */
    MISMATCH(Outcome.MISMATCH),
    /** The peer closed the connection before the protocol was finished. */
    PEER_CLOSED(Outcome.MISMATCH),
    /** The peer reset the connection. */
    PEER_RESET(Outcome.FAILED),
    /** The connection failed for another reason, for example an ICMP error. */
    CONNECTION_FAILED(Outcome.FAILED),
    /** The TLS handshake failed, the peer ended the connection during it, or TLS failed later. */
    TLS(Outcome.FAILED),
    /** The plug-in threw, returned null, or returned a step that is not allowed. */
    PLUGIN_FAILURE(Outcome.FAILED),
    /** The deadline of the probe passed. */
    DEADLINE(Outcome.INCOMPLETE),
    /** The dialogue exceeded the limit of steps, of bytes sent or of bytes received. */
    LIMIT(Outcome.INCOMPLETE),
    /** Over UDP the protocol had no datagram to send. */
    NOTHING_SENT(Outcome.INCOMPLETE),
    /** The TCP connection over which a UDP dialogue was to continue was denied, or failed. */
    TCP_UNAVAILABLE(Outcome.INCOMPLETE);

    private final Outcome outcome;

    Cause(Outcome outcome) {
      this.outcome = outcome;
    }

    /**
     * Returns the outcome that this cause belongs to.
     *
     * @return how a dialogue with this cause ended
     */
    public Outcome outcome() {
      return outcome;
    }
  }

  /**
   * Returns how the dialogue ended.
   *
   * @return the outcome of the {@link #cause()}
   */
  public Outcome outcome() {
    return cause.outcome();
  }

  /** Checks that nothing is null. */
  public DialogueReport {
    Objects.requireNonNull(protocol, "protocol");
    Objects.requireNonNull(cause, "cause");
    Objects.requireNonNull(finding, "finding");
    Objects.requireNonNull(note, "note");
    Objects.requireNonNull(failure, "failure");
  }
}

package io.portprobe;

import io.portprobe.internal.json.ResultTrees;
import io.portprobe.spi.Finding;
import io.portprobe.spi.TlsInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of the dialogue of a protocol with one address. Immutable and thread-safe. A later
 * version may add methods; only portprobe and tests are expected to implement this interface.
 */
public interface DialogueReport extends JsonResult {

  /** How a dialogue ended. */
  public enum Outcome {
    /** The protocol completed and has its finding. */
    FINISHED,
    /** The peer sent something that is not of this protocol. */
    MISMATCH,
    /** The peer speaks this protocol, but refused the request. There may be a partial finding. */
    REFUSED,
    /**
     * The peer, a deadline or a limit ended the dialogue early, which does not show whether the
     * peer speaks this protocol; there may be a partial finding.
     */
    INCOMPLETE,
    /** TLS, the connection or the plug-in failed. */
    FAILED
  }

  /** Why a dialogue ended. A later version may add causes. */
  public enum Cause {
    /** The protocol finished. */
    COMPLETED(Outcome.FINISHED),
    /** The peer sent something that is not of this protocol. */
    MISMATCH(Outcome.MISMATCH),
    /** The peer speaks this protocol, but refused the request. */
    REFUSED(Outcome.REFUSED),
    /**
     * The peer closed the connection before the protocol was finished: before it sent any data, or
     * after a part of a response.
     */
    PEER_CLOSED(Outcome.INCOMPLETE),
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
    /** The dialogue exceeded 65,536 steps, 4 MiB sent, 16 MiB received or 4 new connections. */
    LIMIT(Outcome.INCOMPLETE),
    /** The next TCP connection of the dialogue, after UDP or after TCP, was denied or failed. */
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
   * Returns the name of the protocol.
   *
   * @return the name in lower case, for example {@code "ldap"}
   */
  String protocol();

  /**
   * Returns why the dialogue ended.
   *
   * @return the cause, to branch on
   */
  Cause cause();

  /**
   * Returns how the dialogue ended.
   *
   * @return the outcome of the {@link #cause()}
   */
  default Outcome outcome() {
    return cause().outcome();
  }

  /**
   * Returns what the protocol found.
   *
   * @return present if the protocol completed; otherwise a partial finding, or empty
   */
  Optional<Finding> finding();

  /**
   * Returns details of the cause for a human reader.
   *
   * @return empty if the protocol completed. The wording may change: branch on {@link #cause()}
   */
  String note();

  /**
   * Returns how many bytes the protocol sent, without TLS overhead and retransmissions.
   *
   * @return at least 0
   */
  long bytesSent();

  /**
   * Returns how many bytes the protocol received, after TLS.
   *
   * @return at least 0
   */
  long bytesReceived();

  /**
   * Returns the first bytes that the peer sent, after TLS, for every outcome: evidence of what is
   * spoken there. If a TLS handshake failed and nothing else was received, these are the bytes of
   * the handshake. Over UDP also bytes of datagrams that did not match.
   *
   * @return a new read-only view of at most 512 bytes; empty if nothing was received
   */
  default ByteBuffer firstBytes() {
    return ByteBuffer.allocate(0);
  }

  /**
   * Returns the TLS handshakes of the dialogue, also those that failed, for every protocol.
   *
   * @return an immutable list in the order of the handshakes; empty without TLS
   */
  default List<TlsInfo> tls() {
    return List.of();
  }

  /**
   * Returns whether the last connection of the dialogue began with a TLS handshake that completed,
   * as those of {@code https} and {@code ldaps} do.
   *
   * @return false without TLS, and if the protocol requested TLS on a connection that was already
   *     in use (STARTTLS)
   */
  default boolean tlsFirst() {
    return false;
  }

  /**
   * Returns the exception of the plug-in, of TLS or of the connection that ended the dialogue.
   *
   * @return empty if no exception ended it
   */
  Optional<Throwable> failure();

  @Override
  default Map<String, @Nullable Object> toMap() {
    return ResultTrees.of(this);
  }
}

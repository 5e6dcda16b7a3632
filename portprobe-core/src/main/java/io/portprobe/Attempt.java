package io.portprobe;

import io.portprobe.internal.json.ResultTrees;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of probing one address of an endpoint. Immutable and thread-safe. A later version may
 * add methods; only portprobe and tests are expected to implement this interface.
 */
public interface Attempt extends JsonResult {
  /**
   * Returns the address and port that were probed.
   *
   * @return a resolved address
   */
  InetSocketAddress remote();

  /**
   * Returns the local address and port of the socket.
   *
   * @return empty if the socket was not bound
   */
  Optional<InetSocketAddress> local();

  /**
   * Returns the state of the port on this address.
   *
   * @return the state
   */
  PortState state();

  /**
   * Returns why the port has this state.
   *
   * @return the reason
   */
  Reason reason();

  /**
   * Returns details of the reason for a human reader: the name of the error, the size of a reply,
   * and what the operating system cannot distinguish.
   *
   * @return for example {@code "ECONNREFUSED: ..."}; the wording may change
   */
  String evidence();

  /**
   * Returns the ICMP message that caused the state.
   *
   * @return empty if there was none, or if the operating system does not report it
   */
  Optional<IcmpError> icmp();

  /**
   * Returns the wall-clock time at which the socket was opened.
   *
   * @return the time
   */
  Instant started();

  /**
   * Returns the time from opening the socket until the state was known. A dialogue that followed is
   * not included.
   *
   * @return not negative
   */
  Duration elapsed();

  /**
   * Returns how often this address was probed: datagrams over UDP, retransmissions included;
   * connection attempts over TCP, more than one if a socket connected to itself.
   *
   * @return at least 0
   */
  int sent();

  /**
   * Returns how long after the TCP handshake the peer closed or reset the connection. A probe sees
   * this during a dialogue and during {@link PortProbe#holdOpen}.
   *
   * @return empty if the connection was open as long as the probe needed it, and over UDP
   */
  Optional<Duration> closedAfter();

  /**
   * Returns the first bytes that the peer sent, as {@link DialogueReport#firstBytes()} does, also
   * to a UDP probe without a protocol.
   *
   * @return a new read-only view of at most 512 bytes; empty if nothing was received
   */
  default ByteBuffer firstBytes() {
    return dialogue().map(DialogueReport::firstBytes).orElseGet(() -> ByteBuffer.allocate(0));
  }

  /**
   * Returns the report of the dialogue with this address.
   *
   * @return empty if no protocol was spoken
   */
  Optional<DialogueReport> dialogue();

  @Override
  default Map<String, @Nullable Object> toMap() {
    return ResultTrees.of(this);
  }
}

package io.portprobe.internal.identify;

import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Step;
import java.time.Duration;

/**
 * The current connection of an identification: the bytes of both directions, and the times, which
 * count from the start of the identification. Confined to the event loop.
 */
final class IdentifyConnection {
  private final DialogueContext context;
  private final IdentifyPlan plan;
  private final long timeoutNanos;
  private final PeerBytes received = new PeerBytes();
  private final PeerBytes sent = new PeerBytes();
  private Duration handshakeEnd = Duration.ZERO;
  private Duration connectStarted = Duration.ZERO;

  /**
   * Creates the first connection, which is established.
   *
   * @param timeout the time from the start of the probe to its deadline
   */
  IdentifyConnection(DialogueContext context, IdentifyPlan plan, Duration timeout) {
    this.context = context;
    this.plan = plan;
    this.timeoutNanos = timeout.toNanos();
    plan.latency(now());
  }

  /** Returns the time since the start of the probe. */
  Duration now() {
    return Duration.ofNanos(Math.max(0, timeoutNanos - context.remaining().toNanos()));
  }

  /** Returns the time until which a dialogue that makes progress may wait for the next response. */
  Duration progressEnd() {
    Duration now = now();
    return now.plus(plan.progress(now));
  }

  int port() {
    return context.peer().getPort();
  }

  // Bytes

  PeerBytes received() {
    return received;
  }

  PeerBytes sent() {
    return sent;
  }

  boolean hasReceived() {
    return received.size() > 0;
  }

  /** Returns whether the peer has sent exactly the bytes that it received. */
  boolean isEcho() {
    return sent.size() > 0 && !sent.isFull() && received.buffer().equals(sent.buffer());
  }

  /** Returns whether the peer sends back a part of the bytes that it received, or adds to them. */
  boolean resemblesEcho() {
    return sent.size() > 0 && received.echoes(sent);
  }

  // Handshakes and new connections

  /** Sets the time until which the next handshake has to be complete. */
  void handshakeUntil(Duration end) {
    handshakeEnd = end;
  }

  /** Returns the time for the handshake: a millisecond or more. */
  Duration handshakeTime() {
    return atLeast1Milli(handshakeEnd.minus(now()));
  }

  /** Returns the step that replaces the connection by a new one. */
  Step reconnect(boolean overTls) {
    plan.onReconnect();
    received.clear();
    sent.clear();
    connectStarted = now();
    return overTls ? Step.reconnectTls() : Step.reconnect();
  }

  /** Measures how long a new connection took. */
  void onConnected() {
    if (plan.connections() > 1) {
      plan.latency(now().minus(connectStarted));
    }
  }

  /** Returns the step that waits for data for a time, or for a millisecond if the time is less. */
  static Step await(Duration time) {
    return Step.await(atLeast1Milli(time));
  }

  private static Duration atLeast1Milli(Duration time) {
    return time.toMillis() < 1 ? Duration.ofMillis(1) : time;
  }
}

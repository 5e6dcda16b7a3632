package io.portprobe.internal.identify;

import io.portprobe.Transport;
import io.portprobe.spi.ForeignReaction;
import io.portprobe.text.Durations;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an identification over TCP tries next, and for how long. The order: TLS on a port of
 * TLS; a wait for a greeting; TLS on the same connection; then one request for each connection, in
 * the order of {@link RequestOrder}; at last, if the peer has sent nothing at all, a wait for a
 * late greeting, with the last request or without one. Time is a parameter. Confined to the event
 * loop.
 */
final class IdentifyPlan {
  /** What to do next. */
  sealed interface Action {
    /** Waits for a greeting. */
    record Listen(Duration time) implements Action {}

    /** Starts a TLS handshake. */
    record Handshake(Duration time) implements Action {}

    /** Sends the request of a protocol. */
    record Request(Candidate candidate, Duration time) implements Action {}

    /** Ends the identification. */
    record Finish() implements Action {}
  }

  /**
   * What is known in advance.
   *
   * @param port the port
   * @param timeout the time from the start to the deadline
   * @param maxConnections the most connections
   * @param plain what to do without TLS
   * @param secured what to do over TLS
   * @param tlsAllowed whether a handshake may be tried
   * @param tlsPort whether the port is a TLS port
   */
  record Input(
      int port,
      Duration timeout,
      int maxConnections,
      Layer plain,
      Layer secured,
      boolean tlsAllowed,
      boolean tlsPort) {}

  /**
   * What to do on connections without TLS, or over TLS.
   *
   * @param requests the protocols whose requests to try, in order
   * @param waits whether a greeting is possible, since no protocol of the port sends first
   */
  record Layer(List<Candidate> requests, boolean waits) {}

  static final Duration GREETING_WAIT = Duration.ofMillis(700);

  /**
   * The last wait for a greeting, which a server may delay to resolve the name of the client, or to
   * repel clients that do not wait. As long as the first wait of nmap.
   */
  static final Duration LAST_WAIT = Duration.ofSeconds(6);

  /** A server that starts a process for each connection takes a second on a busy machine. */
  static final Duration RESPONSE_WAIT = Duration.ofMillis(1500);

  /** A busy server takes longer; a wrong guess costs this time only once or twice. */
  static final Duration LIKELY_WAIT = Duration.ofSeconds(3);

  /** Less is no time for a response. */
  private static final Duration MIN_WAIT = Duration.ofMillis(50);

  private static final Duration MAX_LATENCY = Duration.ofSeconds(3);

  /** Connections that the peer closes without data before it is believed to close all of them. */
  private static final int CLOSES = 3;

  private final Input input;
  private final RequestOrder order;
  private List<Candidate> requests;
  private Duration latency = Duration.ZERO;
  private int connections = 1;
  private boolean unused = true;
  private boolean tlsTried;
  private boolean secured;
  private boolean listened;
  private boolean waitedLast;
  private boolean heard;
  private int closes;
  private boolean closesAtOnce;

  /** What was sent on the current connection. */
  private final PeerBytes sent = new PeerBytes();

  IdentifyPlan(Input input, PlugInFailures failures) {
    this.input = input;
    this.order = new RequestOrder(input.port(), failures);
    this.requests = new ArrayList<>(input.plain().requests());
    this.listened = !input.plain().waits();
  }

  /** Records how long a connect takes, or at most took. */
  void latency(Duration time) {
    Duration bounded = Durations.min(time, MAX_LATENCY);
    latency = latency.isZero() ? bounded : Durations.min(bounded, latency);
  }

  /**
   * Returns the next action. It needs a new connection unless {@link #isUnused()}. The last request
   * to a silent peer is also the last wait for its greeting.
   *
   * @param now the time since the start
   */
  Action next(Duration now) {
    Duration left = input.timeout().minus(now);
    if (left.compareTo(MIN_WAIT) < 0
        || (!unused && connections >= input.maxConnections())
        || (closesAtOnce && closes >= CLOSES && !heard)) {
      return new Action.Finish();
    }
    boolean handshakeDue = input.tlsAllowed() && !tlsTried && !heard;
    if (handshakeDue && (input.tlsPort() || listened)) {
      tlsTried = true;
      return new Action.Handshake(share(RESPONSE_WAIT, left));
    }
    if (!listened) {
      listened = true;
      boolean only = requests.isEmpty() && !input.tlsAllowed();
      waitedLast = only;
      return new Action.Listen(only ? lastGreeting(left) : share(GREETING_WAIT, left));
    }
    Candidate request = pollRequest();
    boolean lastWaitDue = !heard && closes == 0 && !waitedLast;
    if (lastWaitDue && (request == null || isLastRequest())) {
      waitedLast = true;
      Duration time = lastGreeting(left);
      return request == null ? new Action.Listen(time) : new Action.Request(request, time);
    }
    return request == null
        ? new Action.Finish()
        : new Action.Request(request, requestTime(request, left));
  }

  /** Returns whether no connection is left for another request after the next. */
  private boolean isLastRequest() {
    return connections >= input.maxConnections() - (unused ? 0 : 1);
  }

  private Duration requestTime(Candidate request, Duration left) {
    return isOfPort(request) ? likely(left) : share(RESPONSE_WAIT, left);
  }

  /**
   * Returns whether the time is over, but neither the connections nor the requests are.
   *
   * @param now the time since the start
   */
  boolean isCutShort(Duration now) {
    return input.timeout().minus(now).compareTo(MIN_WAIT) < 0
        && hasConnectionsLeft()
        && !requests.isEmpty();
  }

  /** Removes the request of the most likely protocol; null if there is none. */
  private @Nullable Candidate pollRequest() {
    Candidate next = order.mostLikely(requests, secured).orElse(null);
    if (next != null) {
      requests.remove(next);
    }
    return next;
  }

  private boolean isOfPort(Candidate candidate) {
    return candidate.on(Transport.TCP, input.port(), secured).isPresent();
  }

  /** Returns how long a dialogue that makes progress may wait for the next response. */
  Duration progress(Duration now) {
    Duration left = input.timeout().minus(now);
    Duration wait = RESPONSE_WAIT.plus(latency.plus(latency));
    return left.compareTo(wait) < 0 ? last(left) : wait;
  }

  /** Returns the time for a protocol of the port, which is the most likely one. */
  private Duration likely(Duration left) {
    Duration wait = LIKELY_WAIT.plus(latency.plus(latency));
    return Durations.min(Durations.part(left, 3), wait);
  }

  /** Returns a part of the time that is left, so that each further action has as much. */
  private Duration share(Duration usual, Duration left) {
    int actions = Math.min(input.maxConnections() - connections, requests.size()) + 2;
    Duration wait = usual.plus(latency.plus(latency));
    return Durations.max(Durations.min(Durations.part(left, actions), wait), MIN_WAIT);
  }

  private Duration lastGreeting(Duration left) {
    Duration wait = LAST_WAIT.plus(latency.plus(latency));
    return Durations.min(last(left), wait);
  }

  /** Returns the time that is left, without what the report of it needs. */
  private static Duration last(Duration left) {
    return Durations.max(left.minus(MIN_WAIT), MIN_WAIT);
  }

  /** Returns whether the connection is open, and nothing was sent or received on it. */
  boolean isUnused() {
    return unused;
  }

  boolean isSecured() {
    return secured;
  }

  int connections() {
    return connections;
  }

  boolean hasConnectionsLeft() {
    return connections < input.maxConnections();
  }

  /** Returns whether the peer has sent something on any connection. */
  boolean hasHeard() {
    return heard;
  }

  /** Returns whether the peer closed at least one connection, all of them without data. */
  boolean closesWithoutData() {
    return closes > 0 && !heard;
  }

  /** Returns whether neither a wait nor a handshake had any effect. */
  boolean isSuspicious() {
    return !heard && (listened || tlsTried);
  }

  /** The client sent bytes of a request, or of a handshake. */
  void onSent(ByteBuffer bytes) {
    unused = false;
    sent.append(bytes);
  }

  /** The connection does not serve for another request, although nothing may have been sent. */
  void onUsed() {
    unused = false;
  }

  void onReceived() {
    observe(ForeignReaction.RESPONDS);
    unused = false;
    heard = true;
  }

  /** The peer closed the connection, before anything was sent if it was unused. */
  void onClosed(boolean withoutData) {
    closesAtOnce |= unused && withoutData && !secured;
    if (withoutData) {
      observe(ForeignReaction.CLOSES);
    }
    unused = false;
    closes += withoutData ? 1 : 0;
  }

  /** The peer neither responded nor closed the connection in time. */
  void onNoResponse() {
    observe(ForeignReaction.WAITS);
  }

  /** Records the first reaction to what was sent on the connection. */
  private void observe(ForeignReaction reaction) {
    if (sent.size() > 0) {
      order.observe(sent.buffer(), reaction);
      sent.clear();
    }
  }

  void onReconnect() {
    connections++;
    unused = true;
    sent.clear();
  }

  /** TLS was established: protocols are tried over TLS from now on. */
  void onSecured() {
    if (!secured) {
      secured = true;
      heard = true;
      tlsTried = true;
      listened = !input.secured().waits();
      order.forget();
      requests = new ArrayList<>(input.secured().requests());
    }
    unused = true;
    sent.clear();
  }

  /** The peer speaks TLS, but rejected the handshake, so that no request can be sent. */
  void onTlsRejected() {
    requests.clear();
    listened = true;
    heard = true;
    unused = false;
  }

  /** The peer greeted with data that no protocol recognises, so it expects no foreign request. */
  void onUnknownGreeting() {
    requests.clear();
    tlsTried = true;
  }

  /** Removes a protocol that was tried in another way. */
  void drop(Candidate candidate) {
    requests.remove(candidate);
  }
}

package io.portprobe.internal.dialogue;

import io.portprobe.DialogueReport.Cause;
import io.portprobe.Transport;
import io.portprobe.internal.net.Datagrams;
import io.portprobe.spi.Step;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a dialogue: which steps a plug-in may return, how many, and how many bytes are sent
 * and received. Confined to one event loop.
 */
final class DialogueLimits {
  static final int MAX_STEPS = 65_536;
  static final long MAX_RECEIVED = 16L << 20;
  static final long MAX_SENT = 4L << 20;

  /**
   * A step that is not permitted, or a limit that is exceeded. It ends the dialogue.
   *
   * @param cause {@link Cause#PLUGIN_FAILURE} or {@link Cause#LIMIT}
   */
  record Violation(Cause cause, String note) {}

  private final String protocol;
  private final int maxReconnects;
  private Transport transport;
  private int steps;
  private int reconnects;
  private long sent;
  private long received;

  /**
   * Creates the limits of a dialogue that begins.
   *
   * @param protocol the name of the protocol, for notes
   * @param maxReconnects how often it may request a new connection
   * @param transport the transport of the first connection
   */
  DialogueLimits(String protocol, int maxReconnects, Transport transport) {
    this.protocol = protocol;
    this.maxReconnects = maxReconnects;
    this.transport = transport;
  }

  /** Returns how many bytes were sent. */
  long sent() {
    return sent;
  }

  /** Returns how many bytes were received. */
  long received() {
    return received;
  }

  /** Counts bytes that were sent. */
  void send(int bytes) {
    sent += bytes;
  }

  /** Counts received bytes; returns null if the dialogue may receive them. */
  @Nullable Violation receive(int bytes) {
    received += bytes;
    return received > MAX_RECEIVED
        ? new Violation(Cause.LIMIT, "the peer sent more than " + (MAX_RECEIVED >> 20) + " MiB")
        : null;
  }

  /** Counts a step; returns null if the dialogue may return it. */
  @Nullable Violation countStep() {
    return ++steps > MAX_STEPS ? exceeded("returned more than " + MAX_STEPS + " steps") : null;
  }

  /** Checks a step that does not end the dialogue; returns null if it may be performed. */
  @Nullable Violation check(Step step) {
    if (step instanceof Step.StartTls) {
      return transport == Transport.UDP ? wrong("TLS over UDP") : null;
    }
    if (step instanceof Step.Reconnect) {
      return checkReconnect();
    }
    if (step instanceof Step.ContinueOverTcp) {
      return checkContinuation();
    }
    if (step instanceof Step.Poll poll) {
      return transport == Transport.TCP ? wrong("a poll over TCP") : checkDatagrams(poll);
    }
    return step instanceof Step.Send send ? checkSend(send.bytes().remaining()) : null;
  }

  private @Nullable Violation checkReconnect() {
    if (transport == Transport.UDP) {
      return wrong("to connect again over UDP");
    }
    return ++reconnects > maxReconnects
        ? exceeded("requested more than " + maxReconnects + " new connections")
        : null;
  }

  private @Nullable Violation checkContinuation() {
    if (transport == Transport.TCP) {
      return wrong("to continue over TCP in a TCP dialogue");
    }
    if (received == 0) {
      return wrong("to continue over TCP before a reply was received");
    }
    transport = Transport.TCP;
    return null;
  }

  private @Nullable Violation checkDatagrams(Step.Poll poll) {
    return poll.datagrams().stream()
        .mapToInt(datagram -> datagram.remaining())
        .filter(size -> !fitsDatagram(size))
        .mapToObj(this::wrongSize)
        .findFirst()
        .orElse(null);
  }

  private @Nullable Violation checkSend(int size) {
    if (transport == Transport.UDP && !fitsDatagram(size)) {
      return wrongSize(size);
    }
    return sent + size > MAX_SENT
        ? exceeded("requested to send more than " + (MAX_SENT >> 20) + " MiB")
        : null;
  }

  private static boolean fitsDatagram(int size) {
    return size > 0 && size <= Datagrams.LARGEST_PAYLOAD;
  }

  private Violation wrongSize(int size) {
    return wrong(
        "a datagram of " + size + " bytes (expected: 1-" + Datagrams.LARGEST_PAYLOAD + ")");
  }

  private Violation wrong(String requested) {
    return new Violation(
        Cause.PLUGIN_FAILURE, "the protocol '" + protocol + "' requested " + requested);
  }

  private Violation exceeded(String what) {
    return new Violation(Cause.LIMIT, "the protocol '" + protocol + "' " + what);
  }
}

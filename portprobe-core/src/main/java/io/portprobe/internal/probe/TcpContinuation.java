package io.portprobe.internal.probe;

import io.portprobe.DialogueReport.Cause;
import io.portprobe.Transport;
import io.portprobe.internal.dialogue.DialogueSession;
import io.portprobe.text.AddressText;
import java.net.InetSocketAddress;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The rest of a UDP dialogue over TCP: the target policy decides about the TCP port, then the UDP
 * socket is closed and the same port is connected. Confined to the event loop.
 */
final class TcpContinuation {
  private final AttemptContext context;
  private final InetSocketAddress remote;
  private final DialogueSession dialogue;
  private final AddressAttempt owner;
  private final BiConsumer<Cause, String> ended;
  private AddressFilter.@Nullable Pending decision;
  private @Nullable NextConnection connection; // set when the policy allows it

  /**
   * Creates the continuation.
   *
   * @param context the context of the attempt over UDP
   * @param owner the attempt over UDP
   * @param ended receives the cause and the note that end the dialogue if it has not ended yet
   */
  TcpContinuation(
      AttemptContext context,
      InetSocketAddress remote,
      DialogueSession dialogue,
      AddressAttempt owner,
      BiConsumer<Cause, String> ended) {
    this.context = context;
    this.remote = remote;
    this.dialogue = dialogue;
    this.owner = owner;
    this.ended = ended;
  }

  /** Consults the target policy, and connects if it allows that. */
  void start() {
    decision =
        context
            .filter()
            .decide(
                Transport.TCP,
                remote,
                context.loop(),
                denial -> {
                  if (owner.isOver()) {
                    return;
                  }
                  if (denial.isPresent()) {
                    ended.accept(
                        Cause.TCP_UNAVAILABLE,
                        "over TCP " + AddressText.of(remote.getAddress()) + " " + denial.get());
                  } else {
                    connect();
                  }
                });
  }

  private void connect() {
    owner.socket.closeThen(
        () -> {
          if (owner.isOver()) {
            owner.listener.onSocketsClosed(owner);
          } else {
            connection =
                new NextConnection(
                    context.overTcp(), remote, dialogue, false, "over TCP", owner, ended);
            connection.start();
          }
        });
  }

  /** Ends the dialogue at the deadline. */
  void expire() {
    if (connection != null) {
      connection.expire();
    } else {
      ended.accept(Cause.TCP_UNAVAILABLE, "over TCP: the target policy did not return");
    }
  }

  /** Ends without a result. */
  void abort() {
    if (decision != null) {
      decision.cancel();
    }
    if (connection != null) {
      connection.abort();
    }
  }
}

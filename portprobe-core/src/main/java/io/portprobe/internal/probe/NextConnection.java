package io.portprobe.internal.probe;

import io.portprobe.Attempt;
import io.portprobe.DialogueReport.Cause;
import io.portprobe.Reason;
import io.portprobe.internal.dialogue.DialogueSession;
import java.net.InetSocketAddress;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The rest of a dialogue on another TCP connection than its first. Its end is the end of the
 * attempt, whose state it does not change. Confined to the event loop.
 */
final class NextConnection implements AddressAttempt.Listener {
  private final String where;
  private final AddressAttempt owner;
  private final BiConsumer<Cause, String> ended;
  private final TcpAttempt attempt;

  /**
   * Creates the connection.
   *
   * @param context the context of the attempt, over TCP
   * @param tls whether TLS starts with the connection
   * @param where names the connection in messages
   * @param owner the attempt, whose socket is closed
   * @param ended receives the cause and the note that end the dialogue if it has not ended yet
   */
  NextConnection(
      AttemptContext context,
      InetSocketAddress remote,
      DialogueSession dialogue,
      boolean tls,
      String where,
      AddressAttempt owner,
      BiConsumer<Cause, String> ended) {
    this.where = where;
    this.owner = owner;
    this.ended = ended;
    this.attempt = new TcpAttempt(context.continued(), remote, this, dialogue, tls);
  }

  void start() {
    attempt.start();
  }

  void expire() {
    attempt.expire();
  }

  void abort() {
    attempt.abort();
  }

  @Override
  public void onAnswer(AddressAttempt attempt, Attempt answer) {
    String state = answer.state().description() + ", " + answer.reason().description();
    Cause cause = answer.reason() == Reason.TIMED_OUT ? Cause.DEADLINE : Cause.TCP_UNAVAILABLE;
    ended.accept(cause, where + " the port is " + state + " (" + answer.evidence() + ")");
  }

  @Override
  public void onLocalFault(AddressAttempt attempt, String what, @Nullable Throwable cause) {
    ended.accept(Cause.TCP_UNAVAILABLE, where + ": " + what);
  }

  @Override
  public void onShortage(AddressAttempt attempt, String what, Throwable cause) {
    onLocalFault(attempt, what, cause);
    owner.listener.onSocketsClosed(owner);
  }

  @Override
  public void onInternalError(AddressAttempt attempt, Throwable defect) {
    owner.endWithInternalError(defect);
  }

  @Override
  public void onSocketsClosed(AddressAttempt attempt) {
    owner.listener.onSocketsClosed(owner);
  }
}

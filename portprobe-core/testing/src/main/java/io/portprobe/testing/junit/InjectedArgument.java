package io.portprobe.testing.junit;

import io.portprobe.faultkit.Peer;
import java.util.ArrayList;
import java.util.List;

/**
 * An argument that was made for a parameter.
 *
 * @param argument what the test got
 * @param mayFail whether its failures are let pass if it is a peer
 */
record InjectedArgument(AutoCloseable argument, boolean mayFail) {
  private static final int MOST_TOLD = 10;

  /**
   * Closes it, and only then asks a peer how it fared: until then it may still meet something.
   *
   * @param owner the test or class, for messages
   * @return what went wrong, each fit to be thrown unchecked; empty if nothing did
   */
  List<Throwable> close(String owner) {
    List<Throwable> wrong = new ArrayList<>();
    try {
      argument.close();
    } catch (RuntimeException | Error e) { // an AssertionError, too
      wrong.add(e);
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      wrong.add(new IllegalStateException(owner + ": " + argument + " did not close: " + e, e));
    }
    if (argument instanceof Peer peer && !mayFail && !peer.failures().isEmpty()) {
      wrong.add(disappointment(owner, peer));
    }
    return wrong;
  }

  private static AssertionError disappointment(String owner, Peer peer) {
    List<Throwable> failures = peer.failures();
    StringBuilder text =
        new StringBuilder(
            "%s: the peer at %s:%d met what it had not expected%s:"
                .formatted(
                    owner,
                    peer.host(),
                    peer.port(),
                    failures.size() == 1 ? "" : ", " + failures.size() + " times"));
    failures.stream().limit(MOST_TOLD).forEach(failure -> text.append("\n  ").append(failure));
    AssertionError error = new AssertionError(text.toString(), failures.get(0));
    failures.stream().skip(1).forEach(error::addSuppressed);
    return error;
  }
}

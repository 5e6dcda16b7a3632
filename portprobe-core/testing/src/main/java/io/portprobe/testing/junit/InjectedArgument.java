package io.portprobe.testing.junit;

import io.portprobe.faultkit.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An argument that was created for a parameter.
 *
 * @param argument the argument of the test
 * @param mayFail whether the failures of a peer are ignored
 */
record InjectedArgument(AutoCloseable argument, boolean mayFail) {
  private static final int MAX_LISTED = 10;

  /**
   * Closes the argument, then checks the failures of a peer, which may record some until it is
   * closed.
   *
   * @param owner the test or class, for messages
   * @return unchecked exceptions and errors; empty if there are none
   */
  List<Throwable> close(String owner) {
    List<Throwable> problems = new ArrayList<>();
    try {
      argument.close();
    } catch (RuntimeException | Error e) { // including AssertionError
      problems.add(e);
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      problems.add(new IllegalStateException(owner + ": closing " + argument + " failed: " + e, e));
    }
    if (argument instanceof Peer peer && !mayFail && !peer.failures().isEmpty()) {
      problems.add(unexpected(owner, peer));
    }
    return problems;
  }

  private static AssertionError unexpected(String owner, Peer peer) {
    List<Throwable> failures = peer.failures();
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%s: the peer at %s:%d recorded failures (%d):",
                owner,
                peer.host(),
                peer.port(),
                failures.size()));
    failures.stream().limit(MAX_LISTED).forEach(failure -> text.append("\n  ").append(failure));
    AssertionError error = new AssertionError(text.toString(), failures.get(0));
    failures.stream().skip(1).forEach(error::addSuppressed);
    return error;
  }
}

package io.portprobe.examples.portprobe.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Signals that end this process: SIGINT, SIGTERM and SIGHUP. */
@FunctionalInterface
public interface Signals {
  /**
   * Registers an action for the first signal. The process does not end before the registration is
   * closed, so that the run can write the end of its output, but waits at most 10 s for it.
   *
   * @param action called at most once, on another thread; must not block
   */
  Registration onSignal(Runnable action);

  /** An action that is registered. */
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /** Returns the signals of this process, by a shutdown hook. */
  static Signals ofProcess() {
    return action -> {
      CountDownLatch closed = new CountDownLatch(1);
      Thread hook =
          new Thread(
              () -> {
                action.run();
                awaitUninterrupted(closed);
              },
              "portprobe-signal");
      Runtime.getRuntime().addShutdownHook(hook);
      return () -> {
        closed.countDown();
        removeHook(hook);
      };
    };
  }

  private static void awaitUninterrupted(CountDownLatch closed) {
    try {
      if (!closed.await(10, TimeUnit.SECONDS)) {
        System.err.println("portprobe: the run did not end within 10 s after the signal");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // a signal is ending the process, and the hook ends by itself
    }
  }
}

package io.portprobe.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated // it reads the log of all clients of the JVM
class ProbeFutureTest {
  private final Logger logger = Logger.getLogger("io.portprobe");
  private final List<LogRecord> logged = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          logged.add(entry);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
    ProbeFuture.forgetWarning();
  }

  @AfterEach
  void stop() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }

  @Test
  void wait_onEventLoop_warnsOnce() throws Exception {
    waitFor(new ProbeFuture<>(() -> true));
    waitFor(new ProbeFuture<>(() -> true));

    assertThat(logged).hasSize(1);
    assertThat(logged.get(0).getMessage()).contains("event loop", "callbackExecutor");
    assertThat(logged.get(0).getThrown()).hasMessageContaining(Thread.currentThread().getName());
  }

  @Test
  void wait_elsewhereOrCompleted_doesNotWarn() throws Exception {
    waitFor(new ProbeFuture<>(() -> false));
    ProbeFuture<String> done = new ProbeFuture<>(() -> true);
    done.complete("done");

    assertThat(done.join()).isEqualTo("done");
    assertThat(logged).isEmpty();
  }

  private static void waitFor(ProbeFuture<String> future) throws Exception {
    try {
      future.get(1, TimeUnit.MILLISECONDS);
      throw new AssertionError("nobody completes it");
    } catch (TimeoutException expected) {
      assertThat(future).isNotDone();
    }
  }
}

package io.portprobe.internal.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class WatchdogTest {
  private static final Logger LOG = Logger.getLogger("io.portprobe");

  private static final class Records extends Handler {
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord entry) {
      records.add(entry);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private static final class Throwing extends Watchdog.Watched {
    private final CountDownLatch looks = new CountDownLatch(3);
    private final Error failure;

    Throwing(Error failure) {
      this.failure = failure;
    }

    @Override
    protected long look() {
      looks.countDown();
      throw failure;
    }
  }

  @Test
  void failure_isLoggedOnce_andTheWatchContinues() throws Exception {
    Records log = new Records();
    LOG.addHandler(log);
    LOG.setUseParentHandlers(false);
    Error failure = new NoClassDefFoundError("of the test");
    try (Watchdog watchdog = new Watchdog(WatchdogTest::daemon)) {
      Throwing work = new Throwing(failure);
      watchdog.watch(work, 0);

      assertThat(work.looks.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(log.records)
          .filteredOn(entry -> entry.getThrown() == failure)
          .singleElement()
          .satisfies(entry -> assertThat(entry.getMessage()).startsWith("the watchdog failed"));
    } finally {
      LOG.setUseParentHandlers(true);
      LOG.removeHandler(log);
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "watchdog");
    thread.setDaemon(true);
    return thread;
  }
}

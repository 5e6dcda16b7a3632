package io.portprobe.internal.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.blocking.BlockedThread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StarvationCheckTest {
  private final AtomicBoolean released = new AtomicBoolean();
  private final AtomicLong processorTime = new AtomicLong(1);

  @AfterEach
  void release() {
    released.set(true);
  }

  private Thread started(Runnable task) {
    Thread thread = new Thread(task, "checked");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void spin() {
    long turns = 0;
    while (!released.get()) {
      turns++;
    }
    assertThat(turns).isNotNegative();
  }

  private StarvationCheck check(Thread thread) {
    return new StarvationCheck(thread, any -> processorTime.get());
  }

  @Test
  void runnableThread_littleProcessorTime_isStarved() {
    Thread thread = started(this::spin);
    BlockedThread.until(() -> thread.getStackTrace().length > 0);
    StarvationCheck check = check(thread);

    processorTime.addAndGet(TimeUnit.MILLISECONDS.toNanos(299));
    assertThat(check.isStarved()).isTrue();
    processorTime.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
    assertThat(check.isStarved()).isFalse();
  }

  @Test
  void unknownProcessorTime_isNotStarved() {
    Thread thread = started(this::spin);
    processorTime.set(-1);
    assertThat(check(thread).isStarved()).isFalse();
    assertThat(check(null).isStarved()).isFalse();
  }

  @Test
  void processorTimeOfTheJvm_isMeasured() {
    Thread thread = started(this::spin);
    StarvationCheck check = new StarvationCheck(thread);
    BlockedThread.until(() -> !check.isStarved());
    assertThat(thread.isAlive()).isTrue();
  }

  @Test
  void waitingThread_isNotStarved() {
    Thread thread = started(() -> LockSupport.park(this));
    BlockedThread.until(() -> thread.getState() == Thread.State.WAITING);
    assertThat(check(thread).isStarved()).isFalse();
    LockSupport.unpark(thread);
  }

  @Test
  void threadInNativeCall_isStarvedOnlyIfItHasHadProcessorTime() throws Exception {
    Pipe pipe = Pipe.open();
    try (var sink = pipe.sink();
        var source = pipe.source()) {
      Thread thread = started(() -> read(source));
      BlockedThread.until(() -> isInNativeCall(thread));
      StarvationCheck check = check(thread);
      assertThat(check.isStarved()).isFalse();
      processorTime.addAndGet(1); // as in a native call of class loading
      assertThat(check.isStarved()).isTrue();
      sink.write(ByteBuffer.allocate(1));
      thread.join();
    }
  }

  private static boolean isInNativeCall(Thread thread) {
    StackTraceElement[] stack = thread.getStackTrace();
    return stack.length > 0
        && stack[0].isNativeMethod()
        && stack[0].getMethodName().contains("read");
  }

  private static void read(Pipe.SourceChannel source) {
    try {
      source.read(ByteBuffer.allocate(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void threadOfALoop_thatReturnedFromACall_hasAdvanced() throws Exception {
    CountDownLatch checked = new CountDownLatch(1);
    CountDownLatch counted = new CountDownLatch(1);
    LoopThread thread =
        new LoopThread(
            null,
            () -> {
              BlockedThread.until(() -> checked.getCount() == 0);
              LoopThread.countStep();
              counted.countDown();
              spin();
            },
            "checked");
    thread.setDaemon(true);
    thread.start();
    StarvationCheck check = check(thread);
    assertThat(check.hasAdvanced()).isFalse();

    checked.countDown();
    counted.await();
    assertThat(check.hasAdvanced()).isTrue();
    assertThat(check(thread).hasAdvanced()).isFalse();
    assertThat(check(null).hasAdvanced()).isFalse();
  }
}

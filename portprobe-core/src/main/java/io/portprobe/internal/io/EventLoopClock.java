package io.portprobe.internal.io;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;

/** The clock and the scheduler of a Netty event loop. Thread-safe. */
public final class EventLoopClock implements LoopClock {
  private final EventLoop loop;

  /** Creates the clock of a loop. */
  public EventLoopClock(EventLoop loop) {
    this.loop = loop;
  }

  /** Returns the loop. */
  public EventLoop loop() {
    return loop;
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public void later(long nanos, Runnable task) {
    var unused = loop.schedule(task, nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void execute(Runnable task) {
    loop.execute(task);
  }
}

package io.portprobe.internal.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.ChannelException;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Event loops of a host that may have no descriptor for another one. */
class EventLoopsTest {
  private final IoHandlerFactory working = NioIoHandler.newFactory();
  private boolean shortage;

  private EventLoops open(int count) {
    return EventLoops.open(
        count,
        Thread::new,
        executor -> {
          if (shortage) {
            throw new ChannelException("no selector", new IOException("Too many open files"));
          }
          return working.newHandler(executor);
        },
        (loop, error) -> {});
  }

  @Test
  void loopsThatCannotBeOpened_areAnIllegalState_withTheError() {
    shortage = true;
    assertThatThrownBy(() -> open(2))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the event loops cannot be opened: EMFILE: Too many open files")
        .hasCauseInstanceOf(ChannelException.class);
  }

  @Test
  void blockedLoop_isKept_untilAnotherOneCanBeOpened() {
    EventLoops loops = open(1);
    try {
      EventLoop blocked = loops.loop(0);
      shortage = true;
      loops.replace(blocked);
      assertThat(loops.loop(0)).isSameAs(blocked);

      shortage = false;
      loops.replace(blocked);
      assertThat(loops.loop(0)).isNotSameAs(blocked);
    } finally {
      loops.shutDown();
    }
  }

  @Test
  void loopThatEnded_isKept_untilAnotherOneCanBeOpened() throws Exception {
    EventLoops loops = open(1);
    try {
      EventLoop ended = loops.loop(0);
      var unused = ended.shutdownGracefully(0, 0, TimeUnit.SECONDS);
      assertThat(ended.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
      shortage = true;
      assertThat(loops.loop(0)).isSameAs(ended);

      shortage = false;
      assertThat(loops.loop(0)).isNotSameAs(ended);
    } finally {
      loops.shutDown();
    }
  }
}

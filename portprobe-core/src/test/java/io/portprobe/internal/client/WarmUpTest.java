package io.portprobe.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.portprobe.IoMode;
import io.portprobe.LoopDeath;
import io.portprobe.internal.io.ClientEventLoops;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  private final ClientEventLoops loops = ClientEventLoops.open(IoMode.NIO, 1);

  @AfterEach
  void close() {
    loops.close().join();
  }

  @Test
  void await_loopThatDied_returns() throws Exception {
    EventLoop loop = loops.next();
    WarmUp warmUp = new WarmUp(loop);
    CompletableFuture<Void> waiting = CompletableFuture.runAsync(warmUp::await);
    LoopDeath.cause(loop, new NoClassDefFoundError("broken"));

    assertThat(loop.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    waiting.get(20, TimeUnit.SECONDS); // less than the longest wait
  }

  @Test
  void await_probeThatEnded_returns() {
    WarmUp warmUp = new WarmUp(loops.next());
    warmUp.onSocketsClosed();

    assertThat(CompletableFuture.runAsync(warmUp::await)).succeedsWithin(20, TimeUnit.SECONDS);
  }
}

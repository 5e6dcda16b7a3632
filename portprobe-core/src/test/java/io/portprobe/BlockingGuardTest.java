package io.portprobe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.testkit.TcpPeer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("BlockHound, which watches all tests of this module,")
class BlockingGuardTest {
  @Test
  @DisplayName("is on: a callback that blocks an event loop is caught")
  void blockingCallback() throws Exception {
    try (ProbeClient client = ProbeClient.create();
        TcpPeer peer = TcpPeer.silent()) {
      CompletableFuture<Boolean> blocking =
          client
              .probe(peer.endpoint())
              .stateOnly()
              .report()
              .thenApply(report -> waitOn(new CountDownLatch(1)));

      assertThatThrownBy(() -> blocking.get(10, TimeUnit.SECONDS))
          .cause()
          .hasMessageStartingWith("Blocking call!");
    }
  }

  @Test
  @DisplayName("lets a callback block where the client has a callback executor")
  void callbackExecutor() throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    CountDownLatch open = new CountDownLatch(0);
    try (ProbeClient client = ProbeClient.builder().callbackExecutor(executor).build();
        TcpPeer peer = TcpPeer.silent()) {
      CompletableFuture<Boolean> blocking =
          client.probe(peer.endpoint()).stateOnly().report().thenApply(report -> waitOn(open));

      assertThat(blocking.get(10, TimeUnit.SECONDS)).isTrue();
    } finally {
      executor.shutdown();
    }
  }

  private static boolean waitOn(CountDownLatch latch) {
    try {
      return latch.await(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }
}

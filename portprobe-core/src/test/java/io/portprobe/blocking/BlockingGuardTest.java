package io.portprobe.blocking;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.ProbeClient;
import io.portprobe.faultkit.ScriptedResolver;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BlockingGuardTest {
  private final ScriptedResolver resolver = new ScriptedResolver().pending("late.example");

  @Test
  void blockingCallback_onTheEventLoop_isDetected() throws Exception {
    try (ProbeClient client = ProbeClient.builder().resolver(resolver::resolve).build()) {
      CompletableFuture<Boolean> blocking = chained(client, new CountDownLatch(1));

      assertThatThrownBy(() -> blocking.get(60, TimeUnit.SECONDS))
          .cause()
          .hasMessageStartingWith("Blocking call!");
    }
  }

  @Test
  void blockingCallback_onTheCallbackExecutor_isAllowed() throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try (ProbeClient client =
        ProbeClient.builder().resolver(resolver::resolve).callbackExecutor(executor).build()) {
      CompletableFuture<Boolean> blocking = chained(client, new CountDownLatch(0));

      assertThat(blocking.get(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      executor.shutdown();
    }
  }

  /** A callback that is there before the answer is, and so runs on the client's thread. */
  private CompletableFuture<Boolean> chained(ProbeClient client, CountDownLatch latch)
      throws InterruptedException {
    CompletableFuture<Boolean> chained =
        client.tcp("late.example", 1).state().thenApply(state -> waitOn(latch));
    assertThat(resolver.awaitLookups("late.example", 1, ofSeconds(10))).isTrue();
    resolver.completePending("late.example", InetAddress.getLoopbackAddress());
    return chained;
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

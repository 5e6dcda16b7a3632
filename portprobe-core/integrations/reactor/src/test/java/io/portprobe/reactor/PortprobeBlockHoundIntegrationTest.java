package io.portprobe.reactor;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.unboundid.asn1.ASN1Element;
import com.unboundid.asn1.ASN1Exception;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockHound;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class PortprobeBlockHoundIntegrationTest {
  @BeforeAll
  static void blockHound() {
    BlockHound.install(); // loads the integration of this artifact
  }

  /** A thread whose pool holds its lock while it looks at the thread's state. */
  private static final class LockedStart extends Thread {
    private final CountDownLatch locked;
    private final CountDownLatch release;

    LockedStart(Runnable task, CountDownLatch locked, CountDownLatch release) {
      super(task);
      setDaemon(true);
      this.locked = locked;
      this.release = release;
    }

    @Override
    public State getState() {
      locked.countDown();
      try {
        release.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return super.getState();
    }
  }

  @Test
  @DisplayName("A thread that must not block may wait for the lock of a thread pool")
  void lockOfAPool() throws Exception {
    CountDownLatch locked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            2,
            2,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> new LockedStart(task, locked, release));
    Thread first = new Thread(() -> pool.execute(() -> {}));
    first.start();
    locked.await();
    CompletableFuture<Thread> caller = new CompletableFuture<>();
    CompletableFuture<Void> second =
        Mono.<Void>fromRunnable(
                () -> {
                  caller.complete(Thread.currentThread());
                  pool.execute(() -> {});
                })
            .subscribeOn(Schedulers.parallel())
            .toFuture();

    awaitWaiting(caller.get(20, SECONDS), second);
    release.countDown();

    second.get(20, SECONDS);
    first.join();
    pool.shutdown();
  }

  @Test
  @DisplayName("A thread that must not block may decode a malformed BER element")
  void messagesOfTheBerDecoder() {
    Mono<ASN1Element> decoded =
        Mono.fromCallable(() -> ASN1Element.decode(new byte[] {0x30, 1}))
            .subscribeOn(Schedulers.parallel());

    StepVerifier.create(decoded).verifyError(ASN1Exception.class);
  }

  private static void awaitWaiting(Thread thread, CompletableFuture<Void> end) {
    while (thread.getState() != Thread.State.WAITING && !end.isDone()) {
      Thread.onSpinWait();
    }
  }
}

package io.portprobe.testing;

import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static java.time.Duration.ofSeconds;

import io.portprobe.faultkit.TcpPeer;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;

/**
 * Waits in vain, in both forms and with a guarded process, while every thread of the JDK's common
 * pool is taken for good. Prints how each ended; returns from main with what the waits left behind.
 */
final class SaturatedPool {
  private static final int WORKERS = 2;
  private static final Duration SHORT = ofSeconds(4);
  private static final Duration LONG = ofSeconds(30);

  private SaturatedPool() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.setProperty(
        "java.util.concurrent.ForkJoinPool.common.parallelism", Integer.toString(WORKERS));
    CountDownLatch taken = new CountDownLatch(WORKERS);
    CountDownLatch never = new CountDownLatch(1);
    for (int i = 0; i < WORKERS; i++) {
      ForkJoinPool.commonPool()
          .execute(
              () -> {
                taken.countDown();
                try {
                  never.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
    }
    taken.await();
    try (TcpPeer peer = TcpPeer.refusing()) {
      PortWait<?> wait = PortAssertions.awaitPort(endpointOf(peer)).within(SHORT);
      try {
        wait.untilListeningAsync().get();
      } catch (ExecutionException e) {
        System.out.println(headline(e.getCause()));
      }
      try {
        wait.untilListening();
      } catch (AssertionError e) {
        System.out.println(headline(e));
      }
      Process process = shortLived();
      try {
        wait.within(LONG).whileAlive(process).whileAlive(process.toHandle()).untilListening();
      } catch (AssertionError e) {
        System.out.println(headline(e));
      }
    }
  }

  private static Process shortLived() throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new ProcessBuilder(java.toString(), "-version")
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.DISCARD)
        .start();
  }

  private static String headline(Throwable failure) {
    return failure.getMessage().lines().findFirst().orElseThrow();
  }
}

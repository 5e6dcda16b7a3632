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
 * A program whose waits fail (blocking, asynchronous, and with a process) while all threads of the
 * JDK's common pool are blocked. It prints the first line of each error, and returns from main
 * while the threads of the waits are alive.
 */
final class SaturatedPool {
  private static final int WORKERS = 2;
  private static final Duration SHORT = ofSeconds(1);
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
      PortAssertions.assertThatPort(endpointOf(peer)).isNotListening(); // loads the classes first
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

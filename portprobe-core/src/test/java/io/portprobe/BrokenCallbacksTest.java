package io.portprobe;

import static io.portprobe.PeerEndpoints.endpointOf;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.faultkit.TcpPeer;
import io.portprobe.scan.ScanResults;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** If a callback of the caller throws, every future completes, and close() returns. */
class BrokenCallbacksTest {
  static Stream<Throwable> throwables() {
    return Stream.of(
        new IllegalStateException("broken"),
        new NoClassDefFoundError("broken"),
        new AssertionError("broken"),
        new IOException("broken")); // a checked exception that the compiler did not see
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }

  private static ProbeClientBuilder builder() {
    return ProbeClient.builder().withoutDiscovery().timeout(ofSeconds(5));
  }

  private static ProbeListener throwing(Throwable thrown) {
    return new ProbeListener() {
      @Override
      public void started(Endpoint endpoint) {
        BrokenCallbacksTest.<RuntimeException>sneak(thrown);
      }

      @Override
      public void completed(ProbeReport report) {
        BrokenCallbacksTest.<RuntimeException>sneak(thrown);
      }

      @Override
      public void failed(Endpoint endpoint, Throwable failure) {
        BrokenCallbacksTest.<RuntimeException>sneak(thrown);
      }

      @Override
      public void cancelled(Endpoint endpoint) {
        BrokenCallbacksTest.<RuntimeException>sneak(thrown);
      }
    };
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void listenerThatThrows_doesNotAffectResults(Throwable thrown) throws Exception {
    try (TcpPeer peer = TcpPeer.silent();
        ProbeClient client = builder().listener(throwing(thrown)).build()) {
      assertThat(client.probe(endpointOf(peer)).state().get(60, TimeUnit.SECONDS))
          .isEqualTo(PortState.LISTENING);
      CompletableFuture<ProbeReport> cancelled = client.probe(endpointOf(peer)).report();
      cancelled.cancel(false);
      assertThat(client.tcp("::1", 1).report().handle((r, e) -> "completed"))
          .succeedsWithin(ofSeconds(10));
    }
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void executorThatThrows_doesNotLoseResults(Throwable thrown) throws Exception {
    Executor broken = task -> BrokenCallbacksTest.<RuntimeException>sneak(thrown);
    try (TcpPeer peer = TcpPeer.silent();
        ProbeClient client = builder().callbackExecutor(broken).build()) {
      assertThat(client.probe(endpointOf(peer)).state().get(60, TimeUnit.SECONDS))
          .isEqualTo(PortState.LISTENING);
      ScanResults scanned =
          client
              .scan()
              .hosts("127.0.0.1")
              .tcp(String.valueOf(peer.port()))
              .collect()
              .get(60, TimeUnit.SECONDS);
      assertThat(scanned.results()).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void resolverThatThrows_failsTheProbe(Throwable thrown) {
    NameResolver broken =
        host -> {
          BrokenCallbacksTest.<RuntimeException>sneak(thrown);
          return CompletableFuture.completedFuture(List.of());
        };
    assertFails(broken);
  }

  @ParameterizedTest
  @MethodSource("nulls")
  void resolverThatReturnsNull_failsTheProbe(NameResolver broken) {
    assertFails(broken);
  }

  static Stream<NameResolver> nulls() {
    return Stream.of(
        host -> null,
        host -> CompletableFuture.completedFuture(null),
        host -> CompletableFuture.completedFuture(Arrays.asList((InetAddress) null)));
  }

  private static void assertFails(NameResolver broken) {
    try (ProbeClient client = builder().resolver(broken).build()) {
      assertThat(client.tcp("name.test", 1).report())
          .failsWithin(10, TimeUnit.SECONDS)
          .withThrowableOfType(ExecutionException.class)
          .isNotNull();
    }
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void consumerThatThrows_failsTheScan(Throwable thrown) {
    try (ProbeClient client = builder().build()) {
      assertThat(
              client
                  .scan()
                  .hosts("127.0.0.1")
                  .tcp("1-50")
                  .forEach(result -> BrokenCallbacksTest.<RuntimeException>sneak(thrown)))
          .failsWithin(20, TimeUnit.SECONDS)
          .withThrowableOfType(ExecutionException.class)
          .withCause(thrown);
    }
  }
}

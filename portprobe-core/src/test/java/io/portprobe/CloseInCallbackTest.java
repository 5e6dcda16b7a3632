package io.portprobe;

import static io.portprobe.PeerEndpoints.endpointOf;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.uring.IoUring;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.scan.ScanRun;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code closeAsync().join()} in callbacks, on each transport of this system. */
@Tag("slow")
@ParameterizedClass
@MethodSource("modes")
@Execution(ExecutionMode.CONCURRENT)
class CloseInCallbackTest {
  private static final Duration LONG = ofSeconds(30);

  @Parameter IoMode ioMode;

  static Stream<IoMode> modes() {
    return Stream.of(IoMode.NIO, IoMode.EPOLL, IoMode.IO_URING)
        .filter(mode -> mode != IoMode.EPOLL || Epoll.isAvailable())
        .filter(mode -> mode != IoMode.IO_URING || IoUring.isAvailable());
  }

  private ProbeClientBuilder builder() {
    return ProbeClient.builder().withoutDiscovery().ioMode(ioMode).timeout(LONG);
  }

  @Test
  void closeAsync_joinedOnALoop_doesNotWait() throws Exception {
    ProbeClient client = builder().build();
    try (TcpPeer open = TcpPeer.silent();
        TcpPeer dropping = TcpPeer.blackHole()) {
      CompletableFuture<PortState> other = client.probe(endpointOf(dropping)).state();
      CompletableFuture<Void> closed =
          client.probe(endpointOf(open)).report().thenAccept(report -> client.closeAsync().join());

      assertThat(closed).succeedsWithin(LONG);

      client.closeAsync().get(30, TimeUnit.SECONDS);
      assertThat(other).isCompletedExceptionally();
    }
  }

  @Test
  void closeAsync_joinedInAConsumerOfAScan_doesNotWait() throws Exception {
    ProbeClient client = builder().build();
    ScanRun run =
        client.scan().hosts("127.0.0.1").tcp("1-100").start(result -> client.closeAsync().join());
    assertThat(run.summary()).succeedsWithin(LONG);
    client.closeAsync().get(30, TimeUnit.SECONDS);
  }

  @Test
  void closeAsync_joinedInAPolicy_doesNotWait() throws Exception {
    AtomicReference<ProbeClient> client = new AtomicReference<>();
    TargetPolicy closing =
        (transport, address) -> {
          client.get().closeAsync().join();
          return Optional.empty();
        };
    client.set(builder().targetPolicy(closing).build());
    assertThat(client.get().tcp("127.0.0.1", 1).state())
        .failsWithin(LONG)
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(ProbeCancelledException.class);
    client.get().closeAsync().get(30, TimeUnit.SECONDS);
  }
}

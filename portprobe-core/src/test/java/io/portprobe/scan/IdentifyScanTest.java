package io.portprobe.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.ProbeClient;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.identify.IdentifySettings;
import io.portprobe.identify.ServiceIdentity;
import io.portprobe.identify.ServiceIdentity.Verdict;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdentifyScanTest {
  /** Recognises a greeting, and has no finding. */
  private static final Protocol HAIL =
      new Protocol() {
        @Override
        public String name() {
          return "hail";
        }

        @Override
        public Set<Binding> bindings() {
          return Set.of(Binding.tcp(1));
        }

        @Override
        public Optional<ServiceFacts> recognise(ByteBuffer received) {
          return StandardCharsets.US_ASCII.decode(received).toString().startsWith("HAIL ")
              ? Optional.of(ServiceFacts.of("hail"))
              : Optional.empty();
        }

        @Override
        public Dialogue open(DialogueContext context) {
          return new Dialogue() {
            @Override
            public Step start() {
              return Step.await();
            }

            @Override
            public Step received(ByteBuffer bytes) {
              return Step.mismatch("none");
            }
          };
        }
      };

  private static ProbeClient client() {
    return ProbeClient.builder()
        .withoutDiscovery()
        .protocol(HAIL)
        .timeout(Duration.ofMillis(400))
        .build();
  }

  private static TcpPeer greeting() {
    return TcpPeer.serving(
        (in, out) -> {
          out.write("HAIL 1\n".getBytes(StandardCharsets.US_ASCII));
          out.flush();
          while (in.read() >= 0) {
            // the client closes
          }
        });
  }

  @Test
  void listeningPorts_haveAnIdentity_andOthersHaveNone() {
    try (TcpPeer named = greeting();
        TcpPeer silent = TcpPeer.silent();
        TcpPeer refusing = TcpPeer.refusing();
        ProbeClient client = client()) {
      ScanResults results =
          client
              .scan()
              .hosts("127.0.0.1")
              .tcp(named.port() + "," + silent.port() + "," + refusing.port())
              .identify()
              .collect()
              .join();

      assertThat(identity(results, named.port()).orElseThrow().protocol()).contains("hail");
      assertThat(identity(results, silent.port()).orElseThrow().verdict())
          .isEqualTo(Verdict.SILENT);
      assertThat(identity(results, refusing.port())).isEmpty();
    }
  }

  private static Optional<ServiceIdentity> identity(ScanResults results, int port) {
    return results.results().stream()
        .filter(result -> result.port() == port)
        .findFirst()
        .flatMap(ScanResult::identity);
  }

  @Test
  void identificationsOfOneHost_areLimited() {
    AtomicInteger open = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<TcpPeer> peers = new ArrayList<>();
    try (ProbeClient client = client()) {
      IntStream.range(0, 6)
          .forEach(
              i ->
                  peers.add(
                      TcpPeer.serving(
                          (in, out) -> {
                            int first = in.read();
                            if (first < 0) {
                              return; // the scan
                            }
                            most.accumulateAndGet(open.incrementAndGet(), Math::max);
                            out.write("HAIL 1\n".getBytes(StandardCharsets.US_ASCII));
                            out.flush();
                            while (in.read() >= 0) {
                              // the client closes
                            }
                            open.decrementAndGet();
                          })));
      ScanResults results =
          client
              .scan()
              .hosts("127.0.0.1")
              .tcp(
                  peers.stream()
                      .map(peer -> String.valueOf(peer.port()))
                      .collect(Collectors.joining(",")))
              .identify(IdentifySettings.defaults().withPortsPerHost(2))
              .collect()
              .join();

      assertThat(results.results()).allSatisfy(result -> assertThat(result.identity()).isPresent());
      assertThat(most.get()).isBetween(1, 2);
    } finally {
      peers.forEach(TcpPeer::close);
    }
  }

  @Test
  void cancelledScan_closesTheConnectionsOfItsIdentifications() throws Exception {
    CompletableFuture<Void> end = new CompletableFuture<>();
    AtomicInteger connections = new AtomicInteger();
    CompletableFuture<Void> identifying = new CompletableFuture<>();
    try (TcpPeer peer =
            TcpPeer.serving(
                (in, out) -> {
                  if (connections.incrementAndGet() == 2) { // the first is of the scan
                    identifying.complete(null);
                    try {
                      while (in.read() >= 0) {
                        // the identification may have sent a request
                      }
                    } finally { // the end, or a reset
                      end.complete(null);
                    }
                  }
                });
        ProbeClient client = client().toBuilder().timeout(Duration.ofMinutes(1)).build()) {
      CompletableFuture<ScanSummary> scan =
          client
              .scan()
              .hosts("127.0.0.1")
              .tcp(String.valueOf(peer.port()))
              .identify()
              .forEach(result -> {});
      identifying.get(60, TimeUnit.SECONDS);
      scan.cancel(false);

      end.get(60, TimeUnit.SECONDS);
    }
  }
}

package io.portprobe.testing;

import static io.portprobe.testing.PortAssertions.assertThatPort;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.Endpoint;
import io.portprobe.NameResolutionException;
import io.portprobe.NameResolutionException.Problem;
import io.portprobe.ProbeClient;
import io.portprobe.faultkit.Loopback;
import io.portprobe.faultkit.TcpPeer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NameAssertTest {
  private static final TcpPeer REFUSING = TcpPeer.refusing();

  /** Resolves "here.example", and reports the problem that another name starts with. */
  private static final ProbeClient CLIENT =
      ProbeClient.builder()
          .withoutDiscovery()
          .resolver(
              host -> {
                if (host.equals("here.example")) {
                  return CompletableFuture.completedFuture(List.of(Loopback.ipv4()));
                }
                Problem problem =
                    Problem.valueOf(
                        host.substring(0, host.indexOf('.'))
                            .replace('-', '_')
                            .toUpperCase(java.util.Locale.ROOT));
                return CompletableFuture.failedFuture(
                    new NameResolutionException(problem, problem.description()));
              })
          .build();

  @AfterAll
  static void close() {
    CLIENT.close();
    REFUSING.close();
  }

  private static PortAssert assertion(String host) {
    return assertThatPort(CLIENT, Endpoint.tcp(host, REFUSING.port()));
  }

  @Test
  void hostWithAddress_resolves() {
    PortAssert assertion = assertion("here.example").resolves().isNotListening();

    assertThatThrownBy(assertion::doesNotResolve)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(
            "to have a host that does not resolve, but it resolved to 127.0.0.1.");
  }

  @ParameterizedTest
  @EnumSource(names = {"NO_SUCH_NAME", "NO_ADDRESS"})
  void hostWithoutAddress_doesNotResolveAndIsUnavailable(Problem problem) {
    String host = name(problem);
    assertion(host).doesNotResolve().isUnavailable();
    assertThatThrownBy(() -> assertion(host).resolves())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("to have a host that resolves, but " + problem.description() + ".\n");
    assertThatThrownBy(() -> assertion(host).isNotListening()).isInstanceOf(AssertionError.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVER_FAILURE", "RESOLVER_UNREACHABLE", "RESOLVER_TIMED_OUT"})
  void failedNameServer_provesNothing(Problem problem) {
    PortAssert assertion = assertion(name(problem));
    for (Runnable failing :
        List.<Runnable>of(
            assertion::resolves, assertion::doesNotResolve, assertion::isUnavailable)) {
      assertThatThrownBy(failing::run)
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("which is not proven: " + problem.description());
    }
  }

  private static String name(Problem problem) {
    return problem.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + ".example";
  }
}

package io.portprobe.internal.names;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.portprobe.AddressSelection;
import io.portprobe.NameResolutionException;
import io.portprobe.NameResolutionException.Problem;
import io.portprobe.NameResolver;
import io.portprobe.internal.io.ClientThreads;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CustomNamesTest {
  private static NameLookup resolve(NameResolver resolver) {
    return new CustomNames(resolver, new ClientThreads().resolving())
        .resolve("db.test", AddressSelection.ALL);
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        failure(Problem.RESOLVER_FAILED, "the name resolver returned null", host -> null),
        failure(
            Problem.RESOLVER_FAILED,
            "the name resolver completed with null",
            host -> CompletableFuture.completedFuture(null)),
        failure(
            Problem.RESOLVER_FAILED,
            "the name resolver returned a null address",
            host -> CompletableFuture.completedFuture(Arrays.asList((InetAddress) null))),
        failure(
            Problem.RESOLVER_FAILED,
            "name resolution failed: java.lang.NoClassDefFoundError: Gone",
            host -> {
              throw new NoClassDefFoundError("Gone");
            }),
        failure(
            Problem.RESOLVER_FAILED,
            "name resolution failed: java.lang.StackOverflowError",
            host -> CompletableFuture.failedFuture(new StackOverflowError())),
        failure(
            Problem.NO_ADDRESS,
            "the host name has no address",
            host -> CompletableFuture.completedFuture(List.of())),
        failure(
            Problem.UNSPECIFIED,
            "the name was not resolved",
            host -> CompletableFuture.failedFuture(new UnknownHostException())),
        failure(
            Problem.SERVER_FAILURE,
            "SERVFAIL",
            host ->
                CompletableFuture.failedFuture(
                    new NameResolutionException(Problem.SERVER_FAILURE, "SERVFAIL"))));
  }

  private static Arguments failure(Problem problem, String message, NameResolver resolver) {
    return Arguments.of(problem, message, resolver);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failureOfTheResolver_isTyped(Problem problem, String message, NameResolver resolver) {
    Throwable thrown = catchThrowable(() -> resolve(resolver).result().get(60, SECONDS));
    assertThat(thrown.getCause())
        .isInstanceOf(NameResolutionException.class)
        .hasMessage(message)
        .extracting(e -> ((NameResolutionException) e).problem())
        .isEqualTo(problem);
  }

  @Test
  void blockedResolver_delaysOnlyItsClient() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    InetAddress address = InetAddress.getLoopbackAddress();
    CustomNames blocked =
        new CustomNames(
            host -> {
              await(release);
              return CompletableFuture.completedFuture(List.of(address));
            },
            new ClientThreads().resolving());
    for (int i = 0; i < 64; i++) {
      blocked.resolve("hang" + i, AddressSelection.ALL);
    }
    NameLookup waiting = blocked.resolve("last", AddressSelection.ALL);
    assertThat(resolve(host -> CompletableFuture.completedFuture(List.of(address))).result())
        .succeedsWithin(Duration.ofSeconds(8));
    assertThat(waiting.unfinished())
        .hasValueSatisfying(
            e -> assertThat(e).hasMessage("64 calls of the name resolver have not returned"));
    release.countDown();
    assertThat(waiting.result()).succeedsWithin(Duration.ofSeconds(8));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

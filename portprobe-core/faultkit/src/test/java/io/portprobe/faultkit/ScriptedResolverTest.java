package io.portprobe.faultkit;

import static io.portprobe.faultkit.TcpTestClient.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ScriptedResolverTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final ScriptedResolver resolver = new ScriptedResolver();

  @Test
  void resolving_anyCase_returnsAddressesInOrder() throws Exception {
    InetAddress other = InetAddress.getByName("127.0.0.2");
    resolver.resolving("Two.Example", other, LOOPBACK).resolving("empty.example");
    assertThat(lookUp("two.example")).isCompletedWithValue(List.of(other, LOOPBACK));
    assertThat(lookUp("EMPTY.example")).isCompletedWithValue(List.of());
  }

  @Test
  void resolve_unscriptedName_isNxdomain() {
    assertThat(lookUp("nowhere.example"))
        .isCompletedExceptionally()
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withCauseInstanceOf(UnknownHostException.class)
        .withMessageContaining("nowhere.example");
  }

  @Test
  void failingAndThrowing_failAsScripted() {
    IllegalStateException failure = new IllegalStateException("SERVFAIL");
    resolver.failing("broken.example", failure).throwing("defect.example", failure);
    assertThat(lookUp("broken.example")).isCompletedExceptionally();
    assertThatThrownBy(() -> lookUp("defect.example")).isSameAs(failure);
    assertThat(resolver.lookups("defect.example")).isOne();
  }

  @Test
  void emptyNxdomainSlowHalfUp_resolveAsScripted() {
    resolver
        .empty("empty.example")
        .nxdomain("gone.example")
        .slow("slow.example", Duration.ofMillis(1), LOOPBACK)
        .slow("never.example", Duration.ofDays(1), LOOPBACK)
        .halfUp("four.example", Loopback.ipv4())
        .halfUp("six.example", Loopback.ipv6());
    assertThat(lookUp("empty.example")).isCompletedWithValue(List.of());
    assertThat(lookUp("gone.example")).isCompletedExceptionally();
    assertThat(lookUp("slow.example")).succeedsWithin(PATIENCE).isEqualTo(List.of(LOOPBACK));
    assertThat(lookUp("never.example")).isNotDone();
    assertThat(lookUp("four.example"))
        .isCompletedWithValue(List.of(Loopback.ipv6(), Loopback.ipv4()));
    assertThat(lookUp("six.example"))
        .isCompletedWithValue(List.of(Loopback.ipv4(), Loopback.ipv6()));
    assertThatThrownBy(() -> resolver.slow("no.example", Duration.ZERO))
        .hasMessage("delay: PT0S (expected: > 0)");
  }

  @Test
  void pending_completePending_completesUnfinishedLookups() throws Exception {
    resolver.pending("slow.example");
    CompletableFuture<List<InetAddress>> first = lookUp("slow.example");
    CompletableFuture<List<InetAddress>> second = lookUp("slow.example");
    assertThat(first).isNotDone();
    assertThat(resolver.awaitCancelled("slow.example", 1, Duration.ZERO)).isFalse();
    first.cancel(true);
    assertThat(resolver.awaitCancelled("slow.example", 1, PATIENCE)).isTrue();
    assertThat(resolver.completePending("slow.example", LOOPBACK)).isOne();
    assertThat(second).isCompletedWithValue(List.of(LOOPBACK));
    assertThat(resolver.cancelled("slow.example")).isOne();
  }

  @Test
  void pending_failPending_failsUnfinishedLookups() {
    resolver.pending("slow.example");
    CompletableFuture<List<InetAddress>> lookUp = lookUp("slow.example");
    assertThat(resolver.failPending("slow.example", new UnknownHostException("slow"))).isOne();
    assertThat(lookUp).isCompletedExceptionally();
    assertThat(resolver.failPending("slow.example", new UnknownHostException("slow"))).isZero();
  }

  @Test
  void lookups_areCountedAndAwaited() throws Exception {
    resolver.resolving("one.example", LOOPBACK);
    assertThat(resolver.awaitLookups("one.example", 1, Duration.ZERO)).isFalse();
    Thread caller = new Thread(() -> lookUp("one.example"));
    caller.start();
    assertThat(resolver.awaitLookups("one.example", 1, PATIENCE)).isTrue();
    caller.join();
    lookUp("nowhere.example");
    assertThat(resolver.lookups()).isEqualTo(2);
    assertThat(resolver.lookups("one.example")).isOne();
  }

  @Test
  void awaitCancelled_cancellation_returns() throws Exception {
    resolver.pending("slow.example");
    CompletableFuture<List<InetAddress>> lookUp = lookUp("slow.example");
    Thread canceller = new Thread(() -> lookUp.cancel(false));
    canceller.start();
    assertThat(resolver.awaitCancelled("slow.example", 1, PATIENCE)).isTrue();
    canceller.join();
  }

  private CompletableFuture<List<InetAddress>> lookUp(String host) {
    return resolver.resolve(host).toCompletableFuture();
  }
}

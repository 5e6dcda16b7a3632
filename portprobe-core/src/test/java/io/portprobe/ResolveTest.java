package io.portprobe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.NameResolutionException.Problem;
import io.portprobe.faultkit.ScriptedResolver;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class ResolveTest {
  private static final Duration TIME = Duration.ofSeconds(5);

  private static ProbeClient client(ScriptedResolver resolver) {
    return ProbeClient.builder().withoutDiscovery().resolver(resolver::resolve).build();
  }

  private static void assertFails(CompletableFuture<?> future, Problem problem) {
    assertThatThrownBy(future::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            NameResolutionException.class,
            e -> assertThat(e.problem()).as(e.getMessage()).isEqualTo(problem));
  }

  @Test
  void name_resolvesToAllAddresses() throws Exception {
    InetAddress one = InetAddress.getByName("192.0.2.1");
    InetAddress other = InetAddress.getByName("2001:db8::1");
    try (ProbeClient client = client(new ScriptedResolver().resolving("db.example", one, other))) {
      List<InetAddress> addresses = client.resolve("db.example", TIME).join();

      assertThat(addresses).containsExactly(one, other);
    }
  }

  @Test
  void address_isItsOwnResult() throws Exception {
    try (ProbeClient client = client(new ScriptedResolver())) {
      assertThat(client.resolve("127.0.0.1", TIME).join())
          .containsExactly(InetAddress.getByName("127.0.0.1"));
    }
  }

  @Test
  void problems_areTyped() {
    ScriptedResolver resolver =
        new ScriptedResolver()
            .failing("gone", new NameResolutionException(Problem.NO_SUCH_NAME, "no such name"))
            .throwing("broken", new IllegalStateException("of the test"))
            .pending("silent");
    try (ProbeClient client = client(resolver)) {
      assertFails(client.resolve("gone", TIME), Problem.NO_SUCH_NAME);
      assertFails(client.resolve("broken", TIME), Problem.RESOLVER_FAILED);
      assertFails(client.resolve("silent", Duration.ofMillis(20)), Problem.RESOLVER_TIMED_OUT);
    }
  }

  @Test
  void invalidArguments_areThrown() {
    try (ProbeClient client = client(new ScriptedResolver())) {
      assertThatThrownBy(() -> client.resolve("1.2.3", TIME))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("host: '1.2.3' (expected: an IPv4 address");
      assertThatThrownBy(() -> client.resolve("", TIME))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> client.resolve("db", Duration.ZERO))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("timeout: PT0S");
    }
  }

  @Test
  void closedClient_failsResolutions() {
    ProbeClient client = client(new ScriptedResolver().pending("silent"));
    CompletableFuture<?> before = client.resolve("silent", TIME);

    client.close();

    assertThatThrownBy(before::join).hasRootCauseMessage("the client is closed (host: silent)");
    assertThatThrownBy(client.resolve("silent", TIME)::join)
        .hasRootCauseMessage("the client is closed (host: silent)");
  }
}

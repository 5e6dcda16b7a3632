package io.portprobe.internal.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Attempt;
import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeException;
import io.portprobe.TargetDeniedException;
import io.portprobe.TargetPolicy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AddressAttemptsTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final SocketPermits permits = new SocketPermits(1);
  private LoopbackServer server;

  @BeforeEach
  void listen() throws Exception {
    server = new LoopbackServer();
  }

  @AfterEach
  void close() throws Exception {
    server.close();
  }

  /** The events of the attempts, and their results when all are known. */
  private final class Events implements AddressAttempts.Listener {
    private final CompletableFuture<List<PortState>> states = new CompletableFuture<>();
    private final CompletableFuture<List<ProbeException>> omissions = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final AddressAttempts attempts;

    Events(TargetPolicy policy) {
      Endpoint endpoint = Endpoint.tcp("localhost", server.address().getPort());
      AttemptContext context =
          new AttemptContext(
              new ProbeSettings(endpoint, TIMEOUT, 1_000),
              server.loop,
              server.loops,
              new AddressFilter(policy, server.loops.threads().deciding()),
              System.nanoTime(),
              System.nanoTime() + TIMEOUT.toNanos(),
              this::count);
      attempts = new AddressAttempts(context, permits, new ProbeErrors(endpoint), this);
    }

    private int count() {
      return attempts.count();
    }

    @Override
    public void onConnected(InetSocketAddress remote, Duration time) {}

    @Override
    public void onAnswer(Attempt answer) {
      onChange();
    }

    @Override
    public void onChange() {
      if (attempts.allHaveResults()) {
        List<Attempt> answers = new ArrayList<>();
        List<ProbeException> reasons = new ArrayList<>();
        attempts.addTo(answers, reasons);
        states.complete(answers.stream().map(Attempt::state).toList());
        omissions.complete(reasons);
      }
    }

    @Override
    public void onInternalError(Throwable defect) {
      states.completeExceptionally(defect);
      omissions.completeExceptionally(defect);
    }

    @Override
    public void onSocketsClosed() {
      closed.complete(null);
    }

    Events start(InetSocketAddress... targets) throws Exception {
      server.onLoop(() -> attempts.start(List.of(targets)));
      return this;
    }

    void end() throws Exception {
      server.onLoop(attempts::end);
      closed.get(60, TimeUnit.SECONDS);
    }
  }

  private static <T> T known(CompletableFuture<T> result) throws Exception {
    return result.get(60, TimeUnit.SECONDS);
  }

  @Test
  void start_severalAddresses_shareThePermits_andKeepTheirOrder() throws Exception {
    Events events =
        new Events(TargetPolicy.anywhere())
            .start(server.address(), LoopbackServer.address(LoopbackServer.closedPort()));

    assertThat(known(events.states)).containsExactly(PortState.LISTENING, PortState.NOT_LISTENING);
    assertThat(known(events.omissions)).isEmpty();
    events.end();
  }

  @Test
  void start_addressThatThePolicyDenies_isOmitted() throws Exception {
    Events events = new Events(TargetPolicy.deny("127.0.0.0/8", "::1")).start(server.address());

    assertThat(known(events.states)).isEmpty();
    assertThat(known(events.omissions)).hasOnlyElementsOfType(TargetDeniedException.class);
    events.end();
  }

  @Test
  void expire_addressWithoutAPermit_isOmitted() throws Exception {
    SocketPermits.Permit held = permits.request(Runnable::run, () -> {});
    Events events = new Events(TargetPolicy.anywhere()).start(server.address());
    assertThat(events.states).isNotDone();

    server.onLoop(events.attempts::omitUndecided);
    server.onLoop(events.attempts::expire);

    assertThat(known(events.states)).isEmpty();
    assertThat(known(events.omissions))
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .contains("timed out waiting for a free socket (limit: 1)");
    events.end();
    held.release();
  }

  @Test
  void omitUnneeded_addressWithoutAResult_isOmitted() throws Exception {
    SocketPermits.Permit held = permits.request(Runnable::run, () -> {});
    Events events = new Events(TargetPolicy.anywhere()).start(server.address());

    server.onLoop(() -> events.attempts.omitUnneeded(attempt -> true));

    assertThat(known(events.omissions))
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .contains("when another address was listening");
    events.end();
    held.release();
  }

  @Test
  void end_whileAnAddressWaits_returnsItsPermit() throws Exception {
    SocketPermits.Permit held = permits.request(Runnable::run, () -> {});
    new Events(TargetPolicy.anywhere()).start(server.address()).end();
    held.release();

    Events next = new Events(TargetPolicy.anywhere()).start(server.address());
    assertThat(known(next.states)).containsExactly(PortState.LISTENING);
    next.end();
  }
}

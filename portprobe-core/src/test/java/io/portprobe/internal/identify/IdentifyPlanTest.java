package io.portprobe.internal.identify;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.internal.identify.IdentifyPlan.Action;
import io.portprobe.internal.identify.IdentifyPlan.Input;
import io.portprobe.internal.identify.IdentifyPlan.Layer;
import io.portprobe.spi.Binding;
import io.portprobe.spi.ForeignReaction;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdentifyPlanTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private static final ByteBuffer REQUEST = ByteBuffer.wrap(new byte[] {1, 2, 3});

  private Duration now = Duration.ZERO;

  private static List<Candidate> candidates(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> TestCandidates.unopened("p" + i, 5, Binding.tcp(4000 + i)))
        .toList();
  }

  private static IdentifyPlan plan(int requests) {
    return plan(requests, true, false, true);
  }

  private static IdentifyPlan plan(
      int requests, boolean tlsAllowed, boolean tlsPort, boolean waits) {
    return new IdentifyPlan(
        new Input(
            4711,
            TIMEOUT,
            8,
            new Layer(candidates(requests), waits),
            new Layer(candidates(2), true),
            tlsAllowed,
            tlsPort),
        new PlugInFailures());
  }

  /** Executes the plan against a peer that sends nothing. */
  private List<String> silentPeer(IdentifyPlan plan) {
    List<String> done = new ArrayList<>();
    while (true) {
      Action action = plan.next(now);
      if (action instanceof Action.Finish) {
        return done;
      }
      if (!plan.isUnused()) {
        plan.onReconnect();
      }
      done.add(plan.connections() + " " + name(action));
      now = now.plus(time(action));
      if (!(action instanceof Action.Listen)) {
        plan.onSent(REQUEST);
      }
    }
  }

  private static String name(Action action) {
    return action instanceof Action.Request request
        ? request.candidate().name()
        : action.getClass().getSimpleName();
  }

  private static Duration time(Action action) {
    if (action instanceof Action.Listen listen) {
      return listen.time();
    }
    return action instanceof Action.Handshake handshake
        ? handshake.time()
        : ((Action.Request) action).time();
  }

  @Test
  void greetingAndHandshake_shareOneConnection_thenEachRequestHasOne() {
    assertThat(silentPeer(plan(2)))
        .containsExactly("1 Listen", "1 Handshake", "2 p0", "3 p1", "4 Listen");
  }

  @Test
  void connections_areLimited() {
    assertThat(silentPeer(plan(20)))
        .hasSize(9)
        .startsWith("1 Listen", "1 Handshake", "2 p0")
        .endsWith("8 p6");
  }

  @Test
  void lastConnectionToASilentPeer_waitsForALateGreeting() {
    IdentifyPlan plan = plan(20);
    Duration before = Duration.ZERO;
    for (Action action = plan.next(now);
        !(action instanceof Action.Finish);
        action = plan.next(now)) {
      if (!plan.isUnused()) {
        plan.onReconnect();
      }
      before = now;
      now = now.plus(time(action));
      plan.onSent(REQUEST);
    }

    assertThat(plan.connections()).isEqualTo(8);
    assertThat(now.minus(before)).isEqualTo(IdentifyPlan.LAST_WAIT);
  }

  @Test
  void tlsPort_startsWithTheHandshake() {
    assertThat(silentPeer(plan(1, true, true, true))).startsWith("1 Handshake", "2 Listen", "2 p0");
  }

  @Test
  void portWhoseProtocolSendsFirst_needsNoWait() {
    assertThat(silentPeer(plan(1, true, false, false)))
        .containsExactly("1 Handshake", "2 p0", "3 Listen");
  }

  @Test
  void portWithoutRequests_onlyListens_forALateGreeting() {
    assertThat(silentPeer(plan(0, false, false, true))).containsExactly("1 Listen");
    assertThat(now).isEqualTo(IdentifyPlan.LAST_WAIT);
  }

  @Test
  void lastWait_endsByTheDeadline_andIsLongerForADistantPeer() {
    now = TIMEOUT.minusSeconds(2);
    assertThat(silentPeer(plan(0, false, false, true))).containsExactly("1 Listen");
    assertThat(now).isLessThan(TIMEOUT).isGreaterThan(TIMEOUT.minusMillis(200));

    now = Duration.ZERO;
    IdentifyPlan distant = plan(0, false, false, true);
    distant.latency(Duration.ofSeconds(1));
    silentPeer(distant);
    assertThat(now).isEqualTo(IdentifyPlan.LAST_WAIT.plusSeconds(2));
  }

  @Test
  void silentPeer_isDecidedLongBeforeTheDeadline() {
    silentPeer(plan(2));
    assertThat(now).isLessThan(Duration.ofSeconds(14));
  }

  @Test
  void actions_endByTheDeadline_alsoWithSlowPeers() {
    IdentifyPlan plan = plan(20);
    plan.latency(Duration.ofSeconds(3));

    assertThat(silentPeer(plan)).hasSize(9);
    assertThat(now).isLessThanOrEqualTo(TIMEOUT);
  }

  @Test
  void timeOver_beforeAllRequests_isCutShort() {
    IdentifyPlan plan = plan(20);

    assertThat(plan.isCutShort(TIMEOUT.minusMillis(50))).isFalse();
    assertThat(plan.isCutShort(TIMEOUT.minusMillis(49))).isTrue();
    silentPeer(plan);
    assertThat(plan.isCutShort(TIMEOUT)).as("all connections were used").isFalse();
    assertThat(plan(0).isCutShort(TIMEOUT)).as("no request").isFalse();
  }

  @Test
  void tls_replacesTheRequests() {
    IdentifyPlan plan = plan(20);
    assertThat(name(plan.next(now))).isEqualTo("Listen");
    assertThat(name(plan.next(now))).isEqualTo("Handshake");
    plan.onSent(REQUEST);
    plan.onSecured();

    assertThat(plan.isUnused()).isTrue();
    assertThat(silentPeer(plan)).containsExactly("1 Listen", "1 p0", "2 p1");
  }

  @Test
  void peerThatClosesAtOnce_isTriedThreeTimes() {
    IdentifyPlan plan = plan(20);
    int actions = 0;
    while (!(plan.next(now) instanceof Action.Finish)) {
      if (!plan.isUnused()) {
        plan.onReconnect();
      }
      actions++;
      plan.onClosed(true);
    }

    assertThat(actions).isEqualTo(3);
    assertThat(plan.closesWithoutData()).isTrue();
  }

  @Test
  void peerThatClosesAfterForeignRequests_isTriedWithAll() {
    IdentifyPlan plan = plan(4, true, false, false);
    int actions = 0;
    while (!(plan.next(now) instanceof Action.Finish)) {
      if (!plan.isUnused()) {
        plan.onReconnect();
      }
      actions++;
      plan.onSent(REQUEST);
      plan.onClosed(true);
    }

    assertThat(actions).isEqualTo(5);
  }

  private static Candidate reacting(String name, int rarity, ForeignReaction reaction) {
    return TestCandidates.reacting(name, rarity, reaction, Binding.tcp(4711 + name.charAt(0)));
  }

  /** Returns the order of requests to a peer that always reacts in the same way. */
  private List<String> orderFor(Consumer<IdentifyPlan> reaction) {
    List<Candidate> candidates =
        List.of(
            reacting("any1", 1, ForeignReaction.VARIES),
            reacting("greets1", 1, ForeignReaction.GREETS),
            reacting("any3", 3, ForeignReaction.VARIES),
            reacting("closes4", 4, ForeignReaction.CLOSES),
            reacting("responds4", 4, ForeignReaction.RESPONDS),
            reacting("waits4", 4, ForeignReaction.WAITS));
    IdentifyPlan plan =
        new IdentifyPlan(
            new Input(
                9,
                TIMEOUT,
                8,
                new Layer(candidates, false),
                new Layer(List.of(), true),
                false,
                false),
            new PlugInFailures());
    List<String> order = new ArrayList<>();
    plan.onSent(REQUEST);
    reaction.accept(plan);
    while (plan.next(now) instanceof Action.Request request) {
      plan.onReconnect();
      order.add(request.candidate().name());
      plan.onSent(REQUEST);
      reaction.accept(plan);
    }
    return order;
  }

  @Test
  void requests_thatFitTheReactionOfThePeer_areFirst() {
    assertThat(orderFor(plan -> plan.onClosed(true)))
        .startsWith("any1", "closes4", "any3")
        .hasSize(6);
    assertThat(orderFor(IdentifyPlan::onNoResponse))
        .startsWith("any1", "waits4", "any3")
        .hasSize(6);
    assertThat(orderFor(IdentifyPlan::onReceived))
        .startsWith("any1", "responds4", "any3")
        .hasSize(6);
  }

  @Test
  void peerThatClosesOnlySometimes_isNoServerThatAlwaysCloses() {
    AtomicInteger requests = new AtomicInteger();

    assertThat(
            orderFor(
                plan -> {
                  if (requests.getAndIncrement() == 0) {
                    plan.onNoResponse();
                  } else {
                    plan.onClosed(true);
                  }
                }))
        .startsWith("any1", "any3", "waits4", "closes4");
  }

  @Test
  void requestOfThePort_isFirst_afterAnyReactionOfThePeer() {
    Candidate greets =
        TestCandidates.reacting("ofPort", 9, ForeignReaction.GREETS, Binding.tcp(4711));
    IdentifyPlan plan =
        new IdentifyPlan(
            new Input(
                4711,
                TIMEOUT,
                8,
                new Layer(List.of(reacting("closes4", 4, ForeignReaction.CLOSES), greets), false),
                new Layer(List.of(), true),
                false,
                false),
            new PlugInFailures());
    plan.onSent(REQUEST);
    plan.onClosed(true);

    assertThat(name(plan.next(now))).isEqualTo("ofPort");
    assertThat(name(plan.next(now))).isEqualTo("closes4");
  }

  @Test
  void handshake_forgetsTheReactionsBeforeIt() {
    List<Candidate> overTls =
        List.of(
            TestCandidates.unopened("secure", 5, Binding.tls(4712)),
            reacting("closes4", 4, ForeignReaction.CLOSES));
    IdentifyPlan plan =
        new IdentifyPlan(
            new Input(
                4711,
                TIMEOUT,
                8,
                new Layer(List.of(), false),
                new Layer(overTls, false),
                true,
                true),
            new PlugInFailures());
    plan.onSent(REQUEST);
    plan.onClosed(true);
    plan.onSecured();

    assertThat(name(plan.next(now))).isEqualTo("secure");
  }

  @Test
  void unknownGreeting_endsThePlan() {
    IdentifyPlan plan = plan(4);
    assertThat(name(plan.next(now))).isEqualTo("Listen");
    plan.onReceived();
    plan.onUnknownGreeting();

    assertThat(plan.next(now)).isInstanceOf(Action.Finish.class);
  }

  @Test
  void requests_areOfThePort_thenByRarity() {
    Candidate common = TestCandidates.unopened("common", 1, Binding.tcp(80));
    Candidate rare = TestCandidates.unopened("rare", 9, Binding.tcp(4711));
    Candidate first = TestCandidates.unopened("first", 9, Binding.tcp(4711).withPriority(5));
    Candidate secure = TestCandidates.unopened("secure", 8, Binding.tls(443));
    Candidates candidates =
        new Candidates(
            List.of(
                rare,
                common,
                secure,
                first,
                TestCandidates.unopened("udp", 1, Binding.udp(4711)),
                new Candidate(
                    "unsafe",
                    rare.protocol(),
                    Set.of(Binding.tcp(5)),
                    new Candidate.Rarity(1, 1),
                    false)));

    assertThat(candidates.requests(Transport.TCP, 4711, false, false))
        .extracting(Candidate::name)
        .containsExactly("first", "rare", "common", "secure");
    assertThat(candidates.requests(Transport.TCP, 1, true, true))
        .extracting(Candidate::name)
        .as("over TLS")
        .containsExactly("secure", "common", "unsafe", "first", "rare");
    assertThat(candidates.requests(Transport.TCP, 9100, false, false)).isEmpty();
    assertThat(candidates.requests(Transport.TCP, 5, false, false)).isEmpty();
    assertThat(candidates.isTlsPort(443)).isTrue();
    assertThat(candidates.isTlsPort(80)).isFalse();
  }
}

package io.portprobe.internal.identify;

import static io.portprobe.spi.ForeignReaction.CLOSES;
import static io.portprobe.spi.ForeignReaction.GREETS;
import static io.portprobe.spi.ForeignReaction.RESPONDS;
import static io.portprobe.spi.ForeignReaction.VARIES;
import static io.portprobe.spi.ForeignReaction.WAITS;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ForeignReaction;
import io.portprobe.spi.Protocol;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class RequestOrderTest {
  private static final ByteBuffer SHORT = ByteBuffer.wrap(new byte[2]);
  private static final ByteBuffer LONG = ByteBuffer.wrap(new byte[20]);

  private final PlugInFailures failures = new PlugInFailures();
  private final RequestOrder order = new RequestOrder(4711, failures);

  private static Candidate constant(String name, int rarity, ForeignReaction reaction) {
    return TestCandidates.reacting(name, rarity, reaction, Binding.tcp(1));
  }

  private record Reacting(String name, Function<ByteBuffer, ForeignReaction> reaction)
      implements Protocol {
    @Override
    public Set<Binding> bindings() {
      return Set.of(Binding.tcp(1));
    }

    @Override
    public Dialogue open(DialogueContext context) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ForeignReaction foreignReaction(ByteBuffer request) {
      return reaction.apply(request);
    }
  }

  /** Waits for the rest of short messages, and closes the connection after long ones. */
  private static Candidate framed(String name, int rarity) {
    return TestCandidates.of(
        new Reacting(name, request -> request.remaining() < 10 ? WAITS : CLOSES), rarity);
  }

  private List<String> all(Candidate... candidates) {
    List<Candidate> left = new ArrayList<>(List.of(candidates));
    List<String> names = new ArrayList<>();
    while (!left.isEmpty()) {
      Candidate next = order.mostLikely(left, false).orElseThrow();
      left.remove(next);
      names.add(next.name());
    }
    return names;
  }

  @Test
  void withoutObservations_commonProtocolsAreFirst_andThoseThatGreetKeepTheirPlace() {
    assertThat(all(constant("b3", 3, VARIES), constant("a5", 5, CLOSES), constant("c1", 1, GREETS)))
        .containsExactly("c1", "b3", "a5");
  }

  @Test
  void predictedReaction_isMoreLikelyThanVarying_andThatThanAContradiction() {
    order.observe(LONG, CLOSES);

    assertThat(
            all(
                constant("waits", 4, WAITS),
                constant("varies", 4, VARIES),
                constant("greets", 4, GREETS),
                constant("closes", 4, CLOSES)))
        .containsExactly("closes", "varies", "waits", "greets");
  }

  @Test
  void reactionToOneRequest_distinguishesProtocolsThatAgreeOnAnother() {
    order.observe(LONG, CLOSES);
    order.observe(SHORT, WAITS);

    assertThat(all(constant("closes", 3, CLOSES), framed("framed", 6)))
        .containsExactly("framed", "closes");
  }

  @Test
  void oneContradiction_ofABusyServer_isOutweighedByRarity() {
    order.observe(LONG, WAITS);
    order.observe(LONG, CLOSES);
    order.observe(LONG, CLOSES);

    assertThat(all(constant("varies", 9, VARIES), constant("closes", 3, CLOSES)))
        .containsExactly("closes", "varies");
  }

  @Test
  void serverThatWaits_mayCloseAfterSomeRequests_ifItHasWaitedAfterOthers() {
    order.observe(LONG, CLOSES);
    assertThat(all(constant("waits", 3, WAITS), constant("varies", 5, VARIES)))
        .containsExactly("varies", "waits");

    order.observe(SHORT, WAITS);
    assertThat(all(constant("waits", 3, WAITS), constant("varies", 5, VARIES)))
        .containsExactly("waits", "varies");
  }

  @Test
  void serverThatWaitsOnce_andClosesAfterMostRequests_isNoServerThatWaits() {
    order.observe(LONG, CLOSES);
    order.observe(SHORT, WAITS);
    order.observe(LONG, CLOSES);
    order.observe(LONG, CLOSES);

    assertThat(all(constant("waits", 3, WAITS), framed("framed", 7)))
        .containsExactly("framed", "waits");
  }

  @Test
  void serverThatResponds_mayIgnoreSomeRequests_ifItHasRespondedToOthers() {
    order.observe(LONG, WAITS);
    order.observe(SHORT, RESPONDS);

    assertThat(all(constant("waits", 3, WAITS), constant("responds", 4, RESPONDS)))
        .containsExactly("responds", "waits");
  }

  @Test
  void protocolOfThePort_isFirst_afterAnyReactionOfThePeer() {
    order.observe(LONG, CLOSES);
    Candidate ofPort = TestCandidates.reacting("ofPort", 9, WAITS, Binding.tcp(4711));

    assertThat(all(constant("closes", 1, CLOSES), ofPort)).containsExactly("ofPort", "closes");
  }

  @Test
  void protocolThatFails_isCalledOnceForEachRequest_andItsServersAreUnknown() {
    Candidate failing =
        TestCandidates.of(
            new Reacting(
                "failing",
                request -> {
                  throw new IllegalStateException("planted");
                }),
            4);
    order.observe(LONG, CLOSES);

    assertThat(all(constant("waits", 4, WAITS), failing, constant("closes", 4, CLOSES)))
        .containsExactly("closes", "failing", "waits");
    assertThat(failures.all())
        .containsExactly(
            "the protocol 'failing' threw in foreignReaction(): java.lang.IllegalStateException:"
                + " planted");
  }

  @Test
  void rarity_isThatOfTheTransport() {
    Protocol rareOverTcp =
        new Protocol() {
          @Override
          public String name() {
            return "rareOverTcp";
          }

          @Override
          public Set<Binding> bindings() {
            return Set.of(Binding.tcp(1), Binding.udp(1));
          }

          @Override
          public Dialogue open(DialogueContext context) {
            throw new UnsupportedOperationException();
          }

          @Override
          public int rarity(Transport transport) {
            return transport == Transport.TCP ? 99 : 0;
          }
        };

    assertThat(Candidate.Rarity.of(rareOverTcp)).isEqualTo(new Candidate.Rarity(9, 1));
  }
}

package io.portprobe.internal.identify;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Endpoint;
import io.portprobe.internal.identify.IdentifyPlan.Input;
import io.portprobe.internal.identify.IdentifyPlan.Layer;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CandidateConversationTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final byte[] REQUEST = {1, 2};
  private static final Finding FINDING = () -> List.of("finding");

  /** The step by which the listener continues. */
  private static final Step NEXT = Step.await(Duration.ofSeconds(19));

  private Duration now = Duration.ZERO;
  private final List<String> ends = new ArrayList<>();
  private final IdentifyPlan plan =
      new IdentifyPlan(
          new Input(
              4711,
              TIMEOUT,
              2,
              new Layer(List.of(), true),
              new Layer(List.of(), false),
              false,
              false),
          new PlugInFailures());
  private final IdentifyConnection connection =
      new IdentifyConnection(TestCandidates.context(() -> TIMEOUT.minus(now)), plan, TIMEOUT);
  private final IdentityDraft draft =
      new IdentityDraft(Endpoint.tcp("localhost", 4711), new PlugInFailures());

  /** A dialogue whose steps are fixed. */
  private static final class FixedDialogue implements Dialogue {
    private final Step start;
    private final Step received;
    private Step closed = Step.await();
    private Step connected = Step.await();
    private Optional<Finding> partial = Optional.empty();

    FixedDialogue(Step start, Step received) {
      this.start = start;
      this.received = received;
    }

    @Override
    public Step start() {
      return start;
    }

    @Override
    public Step received(ByteBuffer bytes) {
      return received;
    }

    @Override
    public Step silent() {
      return Step.send(new byte[] {9}, Step.await());
    }

    @Override
    public Step closed() {
      return closed;
    }

    @Override
    public Step connected() {
      return connected;
    }

    @Override
    public Optional<Finding> partial() {
      return partial;
    }
  }

  private CandidateConversation conversation(
      Dialogue dialogue, boolean replayed, Binding... bindings) {
    GuardedDialogue guarded =
        new GuardedDialogue(
            TestCandidates.of("a", dialogue, bindings),
            TestCandidates.CONTEXT,
            new PlugInFailures());
    return new CandidateConversation(guarded, replayed, connection, plan, draft, new Ends());
  }

  private CandidateConversation request(Step received) {
    return conversation(new FixedDialogue(Step.await(), received), false);
  }

  private final class Ends implements CandidateConversation.Listener {
    @Override
    public Step onFinding(CandidateConversation ended, Finding finding) {
      ends.add("finding of " + ended.candidate().name());
      return NEXT;
    }

    @Override
    public Step onConfirmed(CandidateConversation ended, Optional<Finding> finding) {
      ends.add(finding.isPresent() ? "confirmed with a finding" : "confirmed");
      return NEXT;
    }

    @Override
    public Step onMismatch(CandidateConversation ended) {
      ends.add("mismatch");
      return NEXT;
    }
  }

  private static ByteBuffer greeting() {
    return ByteBuffer.wrap(new byte[] {5});
  }

  private void receiveGreeting() {
    connection.received().append(greeting());
  }

  @Test
  void start_request_isSentAndRecorded() {
    Step step = request(Step.await()).start(Step.send(REQUEST, Step.await()), SECOND);

    assertThat(step).isEqualTo(Step.send(REQUEST, Step.await(SECOND)));
    assertThat(connection.sent().buffer()).isEqualTo(ByteBuffer.wrap(REQUEST));
    assertThat(plan.isUnused()).isFalse();
  }

  @Test
  void replay_dialogueThatWaits_receivesTheGreeting() {
    receiveGreeting();
    FixedDialogue dialogue =
        new FixedDialogue(Step.send(REQUEST, Step.await()), Step.finish(FINDING));

    assertThat(conversation(dialogue, true).replay()).isEqualTo(Step.send(REQUEST, NEXT));
    assertThat(ends).containsExactly("finding of a");
  }

  @Test
  void replay_dialogueThatStartsTls_receivesNothing() {
    receiveGreeting();
    FixedDialogue dialogue = new FixedDialogue(Step.startTls(), Step.finish(FINDING));
    CandidateConversation replayed = conversation(dialogue, true);

    assertThat(replayed.replay()).isEqualTo(Step.startTls());
    assertThat(replayed.isInterrupted()).isTrue();
    assertThat(connection.handshakeTime()).isEqualTo(IdentifyPlan.RESPONSE_WAIT);
    assertThat(ends).isEmpty();
  }

  @Test
  void received_mismatch_endsTheConversation() {
    assertThat(request(Step.mismatch("no")).received(greeting())).isEqualTo(NEXT);
    assertThat(ends).containsExactly("mismatch");
  }

  @Test
  void received_refusal_confirmsTheProtocol() {
    assertThat(request(Step.refused("no")).received(greeting())).isEqualTo(NEXT);
    assertThat(ends).containsExactly("confirmed");
  }

  @Test
  void received_progress_extendsTheTime() {
    CandidateConversation conversation = request(Step.await());
    var unused = conversation.start(Step.await(), SECOND);
    now = SECOND;

    assertThat(conversation.received(greeting())).isEqualTo(Step.await(IdentifyPlan.RESPONSE_WAIT));
  }

  @Test
  void silent_timerOfTheDialogue_continuesIt() {
    CandidateConversation conversation = request(Step.await());
    var unused = conversation.start(Step.await(Duration.ofMillis(300)), SECOND);
    now = Duration.ofMillis(300);

    assertThat(conversation.silent())
        .isEqualTo(Step.send(new byte[] {9}, Step.await(Duration.ofMillis(700))));
  }

  @Test
  void silent_timeOver_isAMismatch() {
    CandidateConversation conversation = request(Step.await());
    var unused = conversation.start(Step.await(), SECOND);
    now = SECOND;

    assertThat(conversation.silent()).isEqualTo(NEXT);
    assertThat(ends).containsExactly("mismatch");
  }

  @Test
  void silent_timeOverWithPartOfAFinding_confirmsTheProtocol() {
    FixedDialogue dialogue = new FixedDialogue(Step.await(), Step.await());
    dialogue.partial = Optional.of(FINDING);
    CandidateConversation conversation = conversation(dialogue, false);
    var unused = conversation.start(Step.await(), SECOND);
    assertThat(conversation.partial()).isEmpty();
    receiveGreeting();
    now = SECOND;

    assertThat(conversation.partial()).contains(FINDING);
    assertThat(conversation.silent()).isEqualTo(NEXT);
    assertThat(ends).containsExactly("confirmed with a finding");
  }

  @Test
  void closed_dialogueThatWouldWait_isAMismatch() {
    assertThat(request(Step.await()).closed()).isEqualTo(NEXT);
    assertThat(ends).containsExactly("mismatch");
  }

  @Test
  void closed_dialogueWithAFinding_reportsIt() {
    FixedDialogue dialogue = new FixedDialogue(Step.await(), Step.await());
    dialogue.closed = Step.finish(FINDING);

    assertThat(conversation(dialogue, false).closed()).isEqualTo(NEXT);
    assertThat(ends).containsExactly("finding of a");
  }

  @Test
  void reconnect_guessThatMetSilence_isAMismatch() {
    assertThat(request(Step.reconnect()).received(greeting())).isEqualTo(NEXT);
    assertThat(ends).containsExactly("mismatch");
    assertThat(plan.connections()).isEqualTo(1);
  }

  @Test
  void reconnect_protocolOfThePort_continuesOnANewConnection() {
    FixedDialogue dialogue = new FixedDialogue(Step.await(), Step.reconnect());
    dialogue.connected = Step.finish(FINDING);
    CandidateConversation conversation = conversation(dialogue, false, Binding.tcp(4711));

    assertThat(conversation.received(greeting())).isEqualTo(Step.reconnect());
    assertThat(conversation.isReconnecting()).isTrue();
    assertThat(conversation.connected()).isEqualTo(NEXT);
    assertThat(conversation.isInterrupted()).isFalse();
    assertThat(ends).containsExactly("finding of a");
  }

  @Test
  void reconnect_withoutConnectionsLeft_isAMismatch() {
    CandidateConversation conversation =
        conversation(new FixedDialogue(Step.await(), Step.reconnect()), false, Binding.tcp(4711));
    plan.onReconnect();

    assertThat(conversation.received(greeting())).isEqualTo(NEXT);
    assertThat(ends).containsExactly("mismatch");
  }

  @Test
  void isEchoed_greetingIsNoEcho() {
    connection.sent().append(greeting());
    receiveGreeting();

    assertThat(request(Step.await()).isEchoed()).isTrue();
    assertThat(conversation(new FixedDialogue(Step.await(), Step.await()), true).isEchoed())
        .isFalse();
  }
}

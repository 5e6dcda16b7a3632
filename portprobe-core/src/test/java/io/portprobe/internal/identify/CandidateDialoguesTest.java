package io.portprobe.internal.identify;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.spi.Step;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CandidateDialoguesTest {
  private final CandidateDialogues dialogues =
      new CandidateDialogues(TestCandidates.CONTEXT, new PlugInFailures());

  private final AtomicInteger opened = new AtomicInteger();
  private final Candidate constant =
      TestCandidates.candidate("constant", () -> Step.send(new byte[] {7}));
  private final Candidate varying =
      TestCandidates.candidate(
          "varying", () -> Step.send(new byte[] {(byte) opened.incrementAndGet()}));
  private final Candidate waiting =
      TestCandidates.candidate("waiting", () -> Step.await(Duration.ofSeconds(1)));
  private final Candidate silent = TestCandidates.greets("silent");

  @Test
  void begin_dialogueThatWaits_returnsTheWait() {
    GuardedDialogue dialogue = dialogues.open(waiting, false);

    assertThat(CandidateDialogues.begin(dialogue, null)).isInstanceOf(Step.Await.class);
  }

  @Test
  void beginWithoutGreeting_dialogueThatWaits_returnsItsRequest() {
    GuardedDialogue dialogue = dialogues.open(waiting, false);

    assertThat(CandidateDialogues.beginWithoutGreeting(dialogue, null))
        .isEqualTo(Step.send(new byte[] {1}));
  }

  @Test
  void beginWithoutGreeting_dialogueWithoutTimer_returnsTheWait() {
    GuardedDialogue dialogue = dialogues.open(silent, false);

    assertThat(CandidateDialogues.beginWithoutGreeting(dialogue, null)).isEqualTo(Step.await());
  }

  @Test
  void varies_isTrueForRequestsThatDiffer() {
    assertThat(dialogues.varies(varying, null)).isTrue();
    assertThat(dialogues.varies(constant, null)).isFalse();
    assertThat(dialogues.varies(silent, null)).isFalse();
  }

  @Test
  void acceptsEcho_isTrueForProtocolThatSendsAndAcceptsItsRequest() {
    assertThat(dialogues.acceptsEcho(constant, null)).isTrue();
    assertThat(dialogues.acceptsEcho(silent, null)).isFalse();
  }
}

package io.portprobe.internal.identify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ActiveDialogueTest {
  private static final Optional<Duration> NONE = Optional.empty();

  private final ActiveDialogue dialogue =
      new ActiveDialogue(
          new GuardedDialogue(
              TestCandidates.greets("a"), TestCandidates.CONTEXT, new PlugInFailures()),
          false);

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  @Test
  void remaining_withoutTimer_endsAtTheLimit() {
    dialogue.waitUntil(seconds(5));

    assertThat(dialogue.remaining(seconds(2), NONE, true)).isEqualTo(seconds(3));
  }

  @Test
  void remaining_shortTimer_endsWithIt() {
    dialogue.waitUntil(seconds(5));

    assertThat(dialogue.remaining(seconds(1), Optional.of(seconds(2)), true)).isEqualTo(seconds(2));
    assertThat(dialogue.remaining(seconds(2), NONE, true)).isEqualTo(seconds(1));
  }

  @Test
  void remaining_longTimer_endsAtTheLimit() {
    dialogue.waitUntil(seconds(5));

    assertThat(dialogue.remaining(seconds(1), Optional.of(seconds(9)), true)).isEqualTo(seconds(4));
  }

  @Test
  void remaining_timerNotKept_endsAtTheLimit() {
    dialogue.waitUntil(seconds(5));
    var unused = dialogue.remaining(seconds(1), Optional.of(seconds(1)), true);

    assertThat(dialogue.remaining(seconds(1), NONE, false)).isEqualTo(seconds(4));
  }

  @Test
  void remaining_afterSilenceOrReconnect_hasNoTimer() {
    dialogue.waitUntil(seconds(5));
    var unused = dialogue.remaining(seconds(1), Optional.of(seconds(1)), true);
    dialogue.onSilence();
    assertThat(dialogue.remaining(seconds(2), NONE, true)).isEqualTo(seconds(3));

    unused = dialogue.remaining(seconds(2), Optional.of(seconds(1)), true);
    dialogue.onReconnect();
    assertThat(dialogue.remaining(seconds(2), NONE, true)).isEqualTo(seconds(3));
  }

  @Test
  void isOverdue_atTheLimit_isTrue() {
    dialogue.waitUntil(seconds(5));

    assertThat(dialogue.isOverdue(seconds(5).minusNanos(1))).isFalse();
    assertThat(dialogue.isOverdue(seconds(5))).isTrue();
  }

  @Test
  void extend_ninthResponse_hasNoEffect() {
    for (int i = 1; i <= 9; i++) {
      dialogue.extend(seconds(i));
    }

    assertThat(dialogue.isOverdue(seconds(8))).isTrue();
  }

  @Test
  void phases_followTheHandshakeAndTheConnection() {
    assertThat(dialogue.isInterrupted()).isFalse();

    dialogue.onHandshake();
    assertThat(dialogue.isInterrupted()).isTrue();
    assertThat(dialogue.isInHandshake()).isTrue();
    assertThat(dialogue.isReconnecting()).isFalse();

    dialogue.onReconnect();
    assertThat(dialogue.isReconnecting()).isTrue();
    assertThat(dialogue.isInHandshake()).isFalse();

    dialogue.resume(seconds(7));
    assertThat(dialogue.isInterrupted()).isFalse();
    assertThat(dialogue.remaining(seconds(3), NONE, true)).isEqualTo(seconds(4));
  }
}

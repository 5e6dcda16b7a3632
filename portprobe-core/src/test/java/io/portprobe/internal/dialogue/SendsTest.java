package io.portprobe.internal.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class SendsTest {
  private static final byte[] FIRST = {1};
  private static final byte[] SECOND = {2};

  private final Step step = Step.send(FIRST, Step.send(SECOND, Step.startTls()));

  @Test
  void of_dividesTheDataFromTheStepThatFollows() {
    Sends sends = Sends.of(step);

    assertThat(sends.data()).containsExactly(ByteBuffer.wrap(FIRST), ByteBuffer.wrap(SECOND));
    assertThat(sends.then()).isEqualTo(Step.startTls());
  }

  @Test
  void of_stepThatSendsNothing_hasNoData() {
    assertThat(Sends.of(Step.await())).isEqualTo(new Sends(List.of(), Step.await()));
  }

  @Test
  void before_replacesTheStepThatFollows() {
    assertThat(Sends.of(step).before(Step.await()))
        .isEqualTo(Step.send(FIRST, Step.send(SECOND, Step.await())));
    assertThat(Sends.of(step).before(Step.startTls())).isEqualTo(step);
  }
}

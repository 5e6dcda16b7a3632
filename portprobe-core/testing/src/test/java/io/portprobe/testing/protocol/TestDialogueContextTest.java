package io.portprobe.testing.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.Transport;
import io.portprobe.spi.ProtocolOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TestDialogueContextTest {
  private static final ProtocolOption<String> GREETING =
      ProtocolOption.of("test.greeting", "hello");

  @Test
  void context_isOfLocalhost() {
    TestDialogueContext context = TestDialogueContext.of(Transport.UDP, 53);
    assertThat(context.host()).isEqualTo("localhost");
    assertThat(context.transport()).isEqualTo(Transport.UDP);
    assertThat(context.peer().getPort()).isEqualTo(53);
    assertThat(context.peer().getAddress().isLoopbackAddress()).isTrue();
    assertThat(context.clock().instant()).isEqualTo(TestDialogueContext.NOW);
  }

  @Test
  void random_sameSeed_sameNumbers() {
    long first = TestDialogueContext.of(Transport.TCP, 1, 42).random().nextLong();
    assertThat(TestDialogueContext.of(Transport.TCP, 1, 42).random().nextLong()).isEqualTo(first);
    assertThat(TestDialogueContext.of(Transport.TCP, 1, 43).random().nextLong())
        .isNotEqualTo(first);
    assertThat(TestDialogueContext.of(Transport.TCP, 1).random().nextLong())
        .isEqualTo(TestDialogueContext.of(Transport.TCP, 1, 1).random().nextLong());
  }

  @Test
  void option_setOrDefault() {
    TestDialogueContext context = TestDialogueContext.of(Transport.TCP, 1);
    assertThat(context.option(GREETING)).isEqualTo("hello");
    assertThat(context.with(GREETING, "good day").option(GREETING)).isEqualTo("good day");
  }

  @Test
  void advance_movesTheClockAndReducesTheRemainingTimeToZero() {
    TestDialogueContext context =
        TestDialogueContext.of(Transport.TCP, 1).withTimeout(Duration.ofSeconds(3));
    context.advance(Duration.ofSeconds(2));
    assertThat(context.clock().instant()).isEqualTo(TestDialogueContext.NOW.plusSeconds(2));
    assertThat(context.remaining()).isEqualTo(Duration.ofSeconds(1));
    context.advance(Duration.ofSeconds(2));
    assertThat(context.remaining()).isZero();
  }

  @Test
  void valuesOutOfRange_areRejected() {
    TestDialogueContext context = TestDialogueContext.of(Transport.TCP, 1);
    assertThatThrownBy(() -> context.withTimeout(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("time: PT0S (expected: > 0)");
    assertThatThrownBy(() -> context.advance(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("time: PT-1S (expected: >= 0)");
    assertThatThrownBy(() -> TestDialogueContext.of(Transport.TCP, 65_536))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

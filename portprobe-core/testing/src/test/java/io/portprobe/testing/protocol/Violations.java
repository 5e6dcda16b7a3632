package io.portprobe.testing.protocol;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import java.util.function.Consumer;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Checks that a contract reports what a protocol does wrong. */
final class Violations {
  static final Binding TCP = Binding.tcp(4711);

  static final Binding UDP = Binding.udp(4711);

  private Violations() {}

  static void assertViolation(
      Binding binding,
      Consumer<ProtocolContract> check,
      String message,
      Function<DialogueContext, Dialogue> dialogues) {
    assertBroken(() -> check.accept(contract(binding, dialogues)), message);
  }

  static SampleContract contract(Binding binding, Function<DialogueContext, Dialogue> dialogues) {
    return new SampleContract(binding, dialogues);
  }

  static void assertBroken(ThrowingCallable check, String message) {
    assertThatThrownBy(check).isInstanceOf(AssertionError.class).hasMessageContaining(message);
  }
}

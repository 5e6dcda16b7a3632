package io.portprobe.testing.protocol;

import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one conversation to the dialogue and to its findings. A call that throws, returns
 * null or takes too long is a violation. The received bytes are part of the message of each
 * violation.
 */
final class DialogueCalls {
  private static final int NO_DATA = -1;

  private final String scenario;
  private final CallTimes times;
  private final ShownBytes received = new ShownBytes();

  /**
   * Creates the calls of a conversation.
   *
   * @param scenario what is special about the conversation, for messages
   * @param times measures the calls
   */
  DialogueCalls(String scenario, CallTimes times) {
    this.scenario = scenario;
    this.times = times;
  }

  /**
   * Calls a method. The function should capture nothing, because a harness makes many thousand
   * calls and the first compiler of the JVM allocates a capturing lambda slowly.
   *
   * @param method the name of the method, for messages
   * @param receiver the dialogue or a finding
   */
  <A, T> T call(String method, A receiver, Function<A, T> code) {
    T value;
    times.begin();
    try {
      value = code.apply(receiver);
    } catch (Throwable e) { // includes the OutOfMemoryError of a length that was trusted
      throw threw(method, NO_DATA, e);
    }
    return checked(method, NO_DATA, value);
  }

  /** Calls {@link Dialogue#received} with bytes that are counted as received. */
  Step received(Dialogue dialogue, byte[] piece, ByteBuffer bytes) {
    received.add(piece);
    Step step;
    times.begin();
    try {
      step = dialogue.received(bytes);
    } catch (Throwable e) { // includes the OutOfMemoryError of a length that was trusted
      throw threw("received", piece.length, e);
    }
    return checked("received", piece.length, step);
  }

  private <T> T checked(String method, int size, @Nullable T value) {
    if (value == null) {
      throw violation(shown(method, size) + " returned null");
    }
    Optional<String> slow = times.end(size != NO_DATA);
    if (slow.isPresent()) {
      throw violation(shown(method, size) + " " + slow.get());
    }
    return value;
  }

  /** Built for messages only. */
  private static String shown(String method, int size) {
    return size == NO_DATA ? method : method + "(" + size + " bytes)";
  }

  private AssertionError threw(String method, int size, Throwable cause) {
    return new AssertionError(message(shown(method, size) + " threw " + cause), cause);
  }

  /** Returns the error of a violation, whose message has the scenario and the received bytes. */
  AssertionError violation(String what) {
    return new AssertionError(message(what));
  }

  private String message(String what) {
    return scenario + ": " + what + "; received until then: " + received;
  }

  /** Returns the bytes that the dialogue has received. */
  ShownBytes received() {
    return received;
  }

  /** Returns the waits of the first calls, see {@link CallTimes#waits()}. */
  List<Long> waits() {
    return times.waits();
  }
}

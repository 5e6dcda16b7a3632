package io.portprobe.testing.contract;

import io.portprobe.PortState;
import io.portprobe.Reason;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The words for states and reasons in a contract file. */
final class ContractWords {
  private ContractWords() {}

  /** Returns the word of a constant: lower case, with hyphens. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the state of a word. */
  static Optional<PortState> state(String word) {
    return find(PortState.values(), word);
  }

  /** Returns the reason of a word. */
  static Optional<Reason> reason(String word) {
    return find(Reason.values(), word);
  }

  /** Returns all words of an enum, for messages. */
  static String all(Enum<?>[] constants) {
    return Arrays.stream(constants).map(ContractWords::word).collect(Collectors.joining(", "));
  }

  private static <E extends Enum<E>> Optional<E> find(E[] constants, String word) {
    return Arrays.stream(constants).filter(each -> word(each).equals(word)).findFirst();
  }
}

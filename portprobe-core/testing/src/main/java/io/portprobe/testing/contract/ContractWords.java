package io.portprobe.testing.contract;

import io.portprobe.PortState;
import io.portprobe.Reason;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The words of a contract file for states and reasons. */
final class ContractWords {
  private ContractWords() {}

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<PortState> state(String word) {
    return find(PortState.values(), word);
  }

  static Optional<Reason> reason(String word) {
    return find(Reason.values(), word);
  }

  /** All words of a kind, for messages. */
  static String all(Enum<?>[] constants) {
    return Arrays.stream(constants).map(ContractWords::word).collect(Collectors.joining(", "));
  }

  private static <E extends Enum<E>> Optional<E> find(E[] constants, String word) {
    return Arrays.stream(constants).filter(each -> word(each).equals(word)).findFirst();
  }
}

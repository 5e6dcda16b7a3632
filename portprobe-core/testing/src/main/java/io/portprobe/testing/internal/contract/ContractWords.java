package io.portprobe.testing.internal.contract;

import io.portprobe.PortState;
import io.portprobe.Reason;
import io.portprobe.testing.internal.yaml.YamlText;
import java.util.Arrays;
import java.util.Optional;

/** The words for states and reasons in a contract file. */
public final class ContractWords {
  /** The word for a forbidden connection: not listening or filtered. */
  public static final String BLOCKED = "blocked";

  private ContractWords() {}

  /** Returns the word of a constant: lower case, with hyphens. */
  public static String word(Enum<?> constant) {
    return YamlText.word(constant);
  }

  /** Returns the state of a word. */
  public static Optional<PortState> state(String word) {
    return find(PortState.values(), word);
  }

  /** Returns the reason of a word. */
  public static Optional<Reason> reason(String word) {
    return find(Reason.values(), word);
  }

  /** Returns all words of an enum, for messages. */
  public static String all(Enum<?>[] constants) {
    return YamlText.words(constants);
  }

  private static <E extends Enum<E>> Optional<E> find(E[] constants, String word) {
    return Arrays.stream(constants).filter(each -> word(each).equals(word)).findFirst();
  }
}

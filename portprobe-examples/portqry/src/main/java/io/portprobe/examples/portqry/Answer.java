package io.portprobe.examples.portqry;

import io.portprobe.DialogueReport;
import io.portprobe.PortState;
import java.util.List;
import java.util.Optional;

/**
 * What became of a question: as much of the report as is printed, so that reports need not be kept
 * until it is their turn.
 */
sealed interface Answer {
  /** The question. */
  Question question();

  /**
   * The network answered.
   *
   * @param question the question
   * @param state the state, rolled up over the addresses of the host
   * @param differing what each address says, if they do not agree
   * @param leftOut addresses that could not be asked, and why
   * @param dialogue the conversation, if one was held and is to be printed
   */
  record Known(
      Question question,
      PortState state,
      List<String> differing,
      List<String> leftOut,
      Optional<DialogueReport> dialogue)
      implements Answer {
    /** The same, without a word about addresses that could not be asked. */
    Known withoutLeftOut() {
      return new Known(question, state, differing, List.of(), dialogue);
    }
  }

  /**
   * The question could not be asked.
   *
   * @param question the question
   * @param cause why
   */
  record Unasked(Question question, Throwable cause) implements Answer {}
}

package io.portprobe.examples.portqry;

import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Cause;
import io.portprobe.spi.Finding;
import java.util.List;
import java.util.Optional;

/** Dialogues made by hand. */
final class Dialogues {
  private Dialogues() {}

  /** A finding that has only lines. */
  record Found(List<String> lines) implements Finding {}

  private record FakeDialogue(
      String protocol,
      Cause cause,
      Optional<Finding> finding,
      String note,
      long bytesSent,
      long bytesReceived,
      Optional<Throwable> failure)
      implements DialogueReport {}

  static DialogueReport finished(String protocol, String... lines) {
    return new FakeDialogue(
        protocol,
        Cause.COMPLETED,
        Optional.of(new Found(List.of(lines))),
        "",
        10,
        100,
        Optional.empty());
  }

  static DialogueReport partial(String protocol, String note, String... lines) {
    return new FakeDialogue(
        protocol,
        Cause.DEADLINE,
        Optional.of(new Found(List.of(lines))),
        note,
        10,
        100,
        Optional.empty());
  }

  /** With a finding or without one, as the cause has it. */
  static DialogueReport ended(String protocol, Cause cause, String note, String... lines) {
    boolean found = cause == Cause.COMPLETED || cause == Cause.DEADLINE || cause == Cause.LIMIT;
    Optional<Finding> finding = found ? Optional.of(new Found(List.of(lines))) : Optional.empty();
    return new FakeDialogue(protocol, cause, finding, note, 10, 100, Optional.empty());
  }

  static DialogueReport empty(String protocol, Cause cause, String note, long received) {
    return new FakeDialogue(
        protocol, cause, Optional.empty(), note, 10, received, Optional.empty());
  }
}

package io.portprobe.examples.portqry;

import io.portprobe.LocalFaultException;
import io.portprobe.TargetDeniedException;
import io.portprobe.UnresolvedTargetException;

/** Prints answers as they come and keeps the exit code. */
final class Printer implements Run.Sink {
  private final int questions;
  private final Output output;
  private final Progress progress;
  private int exitCode;
  private int unasked;
  private boolean leftOutTold;

  Printer(int questions, Output output, Progress progress) {
    this.questions = questions;
    this.output = output;
    this.progress = progress;
  }

  @Override
  public boolean accept(Answer answer) {
    if (answer instanceof Answer.Known known) {
      output.lines(AnswerText.of(leftOutTold ? known.withoutLeftOut() : known));
      leftOutTold |= !known.leftOut().isEmpty(); // it is the same for every port
      raise(ExitCode.of(known.state()));
    } else if (answer instanceof Answer.Unasked fault) {
      raise(codeOf(fault.cause()));
      if (unasked++ == 0) {
        output.complain(sentence(fault.cause()));
      }
    }
    return !output.broken();
  }

  @Override
  public void waiting(int answered) {
    progress.show(answered, questions);
  }

  /** The highest code of all answers; says how many questions could not be asked. */
  int exitCode() {
    if (unasked > 1) {
      output.complain((unasked - 1) + " further questions could not be asked either");
    }
    return exitCode;
  }

  private void raise(int code) {
    exitCode = Math.max(exitCode, code);
  }

  private static int codeOf(Throwable cause) {
    if (cause instanceof UnresolvedTargetException) {
      return ExitCode.UNRESOLVED;
    }
    return cause instanceof LocalFaultException || cause instanceof TargetDeniedException
        ? ExitCode.LOCAL_FAULT
        : ExitCode.INTERNAL;
  }

  private static String sentence(Throwable cause) {
    return codeOf(cause) == ExitCode.INTERNAL ? Text.internal(cause) : Text.message(cause);
  }
}

package io.portprobe.examples.portqry;

import io.portprobe.LocalFaultException;
import io.portprobe.TargetDeniedException;
import io.portprobe.UnresolvedTargetException;

/** Prints results in order and keeps the exit code. */
final class Printer implements ProbePipeline.Sink {
  private final int probes;
  private final Output output;
  private final Progress progress;
  private int exitCode;
  private int notProbed;
  private boolean skippedPrinted;

  Printer(int probes, Output output, Progress progress) {
    this.probes = probes;
    this.output = output;
    this.progress = progress;
  }

  @Override
  public boolean accept(PortResult result) {
    if (result instanceof PortResult.Probed probed) {
      output.lines(PortResultText.of(skippedPrinted ? probed.withoutLeftOut() : probed));
      skippedPrinted |= !probed.leftOut().isEmpty(); // the same for every port
      raise(ExitCode.of(probed.state()));
    } else if (result instanceof PortResult.NotProbed fault) {
      raise(codeOf(fault.cause()));
      if (notProbed++ == 0) {
        output.error(sentence(fault.cause()));
      }
    }
    return !output.broken();
  }

  @Override
  public void waiting(int delivered) {
    progress.show(delivered, probes);
  }

  /** Returns the highest code of all results, and prints how many probes could not be sent. */
  int exitCode() {
    if (notProbed > 1) {
      output.error((notProbed - 1) + " further ports could not be probed either");
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
    return codeOf(cause) == ExitCode.INTERNAL ? Messages.internal(cause) : Messages.message(cause);
  }
}

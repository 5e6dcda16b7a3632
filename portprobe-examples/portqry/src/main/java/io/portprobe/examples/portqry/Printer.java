package io.portprobe.examples.portqry;

import io.portprobe.LocalFaultException;
import io.portprobe.PortState;
import io.portprobe.TargetDeniedException;
import io.portprobe.UnresolvedTargetException;
import io.portprobe.examples.portqry.console.ExitCode;
import io.portprobe.examples.portqry.console.Messages;
import io.portprobe.examples.portqry.console.Output;
import io.portprobe.examples.portqry.console.Progress;
import io.portprobe.examples.portqry.options.Request;
import io.portprobe.local.LocalPorts;
import java.io.UncheckedIOException;

/** Prints results in order and keeps the exit code. */
final class Printer implements ProbePipeline.Sink {
  private final int probes;
  private final Request request;
  private final Output output;
  private final Progress progress;
  private boolean listening;
  private int stateCode;
  private int errorCode;
  private int notProbed;
  private boolean skippedPrinted;

  /**
   * Creates a printer.
   *
   * @param probes the number of probes
   * @param request the options of the run
   */
  Printer(int probes, Request request, Output output, Progress progress) {
    this.probes = probes;
    this.request = request;
    this.output = output;
    this.progress = progress;
  }

  @Override
  public boolean accept(PortResult result) {
    if (result instanceof PortResult.Probed probed) {
      output.lines(
          PortResultText.of(
              skippedPrinted ? probed.withoutLeftOut() : probed, request.community()));
      skippedPrinted |= !probed.leftOut().isEmpty(); // the same for every port
      listening |= probed.state() == PortState.LISTENING;
      stateCode = Math.max(stateCode, ExitCode.of(probed.state()));
    } else if (result instanceof PortResult.NotProbed fault) {
      errorCode = Math.max(errorCode, codeOf(fault.cause()));
      if (notProbed++ == 0) {
        report(fault);
      }
    }
    return !output.broken();
  }

  private void report(PortResult.NotProbed fault) {
    if (fault.cause() instanceof LocalFaultException && isSourcePortInUse(fault.probe())) {
      output.paragraphs(
          "Cannot use specified source port",
          "Port is already in use",
          "Specify a port that is not in use and run the command again");
    } else {
      output.error(sentence(fault.cause()));
    }
  }

  private boolean isSourcePortInUse(PlannedProbe probe) {
    try {
      return request.sourcePort().isPresent()
          && !LocalPorts.isFree(probe.transport(), request.sourcePort().getAsInt());
    } catch (UncheckedIOException e) { // no socket can be opened: the probe failed for that
      return false;
    }
  }

  @Override
  public void waiting(int delivered) {
    progress.show(delivered, probes);
  }

  /**
   * Returns the highest code of all results, and prints how many probes could not be sent. If one
   * LISTENING port is enough, it decides about the states, but not about errors.
   */
  int exitCode() {
    if (notProbed > 1) {
      output.error((notProbed - 1) + " further ports could not be probed either");
    }
    return Math.max(errorCode, request.any() && listening ? ExitCode.LISTENING : stateCode);
  }

  private static int codeOf(Throwable cause) {
    if (cause instanceof UnresolvedTargetException unresolved) {
      return ExitCode.of(unresolved.problem());
    }
    return cause instanceof LocalFaultException || cause instanceof TargetDeniedException
        ? ExitCode.LOCAL_FAULT
        : ExitCode.INTERNAL;
  }

  private static String sentence(Throwable cause) {
    return codeOf(cause) == ExitCode.INTERNAL ? Messages.internal(cause) : Messages.message(cause);
  }
}

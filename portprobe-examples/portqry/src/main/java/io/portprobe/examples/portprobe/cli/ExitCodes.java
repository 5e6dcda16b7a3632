package io.portprobe.examples.portprobe.cli;

import io.portprobe.LocalFaultException;
import io.portprobe.NameResolutionException.Problem;
import io.portprobe.PortState;
import io.portprobe.ProbeCancelledException;
import io.portprobe.ProbeException;
import io.portprobe.TargetDeniedException;
import io.portprobe.UnresolvedTargetException;
import io.portprobe.text.HostSyntax;

/**
 * Exit codes of {@code portprobe}. Of several, the highest is used. Only 0, 1 and 2 describe ports
 * and hosts.
 */
public final class ExitCodes {
  /** Everything is as wanted: each port is listening, or each row of a contract is met. */
  public static final int AS_WANTED = 0;

  /** A port is not listening, a row of a contract is not met, or a host is unreachable. */
  public static final int NOT_AS_WANTED = 1;

  /** A port is filtered, or listening or filtered, or it is not known whether a host is there. */
  public static final int NOT_KNOWN = 2;

  /** EX_USAGE of sysexits.h: bad arguments or input. */
  public static final int USAGE = 64;

  /** EX_DATAERR: an address of another family than selected, or with an unknown IPv6 zone. */
  public static final int DATA = 65;

  /** EX_UNAVAILABLE: the name servers failed, did not reply or are unreachable. */
  public static final int RESOLVER = 69;

  /** EX_SOFTWARE: a defect of portprobe or of a plug-in. */
  public static final int DEFECT = 70;

  /** EX_OSERR: the local host could not carry out a probe, or the target policy denied it. */
  public static final int SYSTEM = 71;

  /** EX_CANTCREAT: a file cannot be created or written. */
  public static final int CANNOT_CREATE = 73;

  /** EX_IOERR: standard output cannot be written, or a file cannot be read. */
  public static final int INPUT_OUTPUT = 74;

  /** EX_CONFIG: a file of the user has an error, for example a contract. */
  public static final int CONFIGURATION = 78;

  /** A name does not resolve: it does not exist, or has no address of the selected family. */
  public static final int UNRESOLVED = 99;

  /** As of timeout(1): the time of a wait ended. */
  public static final int TIME_ENDED = 124;

  /** As of a shell: the COMMAND of a wait cannot be executed. */
  public static final int NOT_EXECUTABLE = 126;

  /** As of a shell: the COMMAND of a wait does not exist. */
  public static final int NO_SUCH_COMMAND = 127;

  /** As of a shell: the process received SIGINT. */
  public static final int INTERRUPTED = 130;

  /** As of a shell: the reader of standard output closed the pipe. */
  public static final int PIPE_CLOSED = 141;

  private ExitCodes() {}

  /** Returns the code of a state. */
  public static int of(PortState state) {
    return switch (state) {
      case LISTENING -> AS_WANTED;
      case NOT_LISTENING -> NOT_AS_WANTED;
      case FILTERED, LISTENING_OR_FILTERED -> NOT_KNOWN;
    };
  }

  /** Returns the code of a probe that could not be carried out. */
  public static int of(ProbeException failure) {
    if (failure instanceof UnresolvedTargetException unresolved) {
      return HostSyntax.isLiteral(unresolved.endpoint().host()) ? DATA : of(unresolved.problem());
    }
    if (failure instanceof LocalFaultException
        || failure instanceof TargetDeniedException
        || failure instanceof ProbeCancelledException) {
      return SYSTEM;
    }
    return DEFECT;
  }

  /** Returns the code of a name that does not resolve. */
  public static int of(Problem problem) {
    return switch (problem) {
      case SERVER_FAILURE, RESOLVER_UNREACHABLE, RESOLVER_TIMED_OUT, RESOLVER_FAILED -> RESOLVER;
      case INVALID_ADDRESS -> DATA;
      case NO_SUCH_NAME, NO_ADDRESS, OTHER_FAMILY, UNSPECIFIED -> UNRESOLVED;
    };
  }
}

package io.portprobe.examples.portqry.console;

import io.portprobe.NameResolutionException.Problem;
import io.portprobe.PortState;

/** Exit codes of the process. Of several, the highest is used. */
public final class ExitCode {
  public static final int LISTENING = 0;
  public static final int NOT_LISTENING = 1;
  public static final int UNDECIDED = 2;

  /** EX_USAGE of sysexits.h: bad arguments. */
  public static final int USAGE = 64;

  /** EX_UNAVAILABLE: the name servers failed, did not reply or are unreachable. */
  public static final int RESOLVER = 69;

  /** EX_SOFTWARE: a defect of portqry. */
  public static final int INTERNAL = 70;

  /** EX_OSERR: a local failure prevented a probe, or the system does not list its ports. */
  public static final int LOCAL_FAULT = 71;

  /** EX_CANTCREAT: the log could not be written, or must not be overwritten. */
  public static final int LOG = 73;

  /** EX_IOERR: standard output could not be written. */
  public static final int OUTPUT = 74;

  /** EX_CONFIG: the proxy, or the mail or news server, is not configured. */
  public static final int CONFIGURATION = 78;

  /** as in PortQry: the name does not resolve; it may not exist, or has no address. */
  public static final int UNRESOLVED = 99;

  /** The reader of standard output closed the pipe: 128 and the number of SIGPIPE. */
  public static final int PIPE_CLOSED = 141;

  private ExitCode() {}

  /** Returns the code of a name that was not resolved. */
  public static int of(Problem problem) {
    return switch (problem) {
      case SERVER_FAILURE, RESOLVER_UNREACHABLE, RESOLVER_TIMED_OUT, RESOLVER_FAILED -> RESOLVER;
      case NO_SUCH_NAME, NO_ADDRESS, OTHER_FAMILY, INVALID_ADDRESS, UNSPECIFIED -> UNRESOLVED;
    };
  }

  public static int of(PortState state) {
    return switch (state) {
      case LISTENING -> LISTENING;
      case NOT_LISTENING -> NOT_LISTENING;
      case FILTERED, LISTENING_OR_FILTERED -> UNDECIDED;
    };
  }
}

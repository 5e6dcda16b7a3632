package io.portprobe.examples.portqry;

import io.portprobe.PortState;

/** Exit codes of the process. Of several, the highest is used. */
final class ExitCode {
  static final int LISTENING = 0;
  static final int NOT_LISTENING = 1;
  static final int UNDECIDED = 2;

  /** EX_USAGE of sysexits.h: bad arguments. */
  static final int USAGE = 64;

  /** EX_SOFTWARE: a defect of portqry. */
  static final int INTERNAL = 70;

  /** EX_OSERR: a local failure prevented a probe. */
  static final int LOCAL_FAULT = 71;

  /** EX_CANTCREAT: the log could not be written, or must not be overwritten. */
  static final int LOG = 73;

  /** EX_IOERR: standard output could not be written. */
  static final int OUTPUT = 74;

  /** as in PortQry: the name does not resolve. */
  static final int UNRESOLVED = 99;

  private ExitCode() {}

  static int of(PortState state) {
    return switch (state) {
      case LISTENING -> LISTENING;
      case NOT_LISTENING -> NOT_LISTENING;
      case FILTERED, LISTENING_OR_FILTERED -> UNDECIDED;
    };
  }
}

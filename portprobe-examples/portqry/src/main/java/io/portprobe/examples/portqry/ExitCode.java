package io.portprobe.examples.portqry;

import io.portprobe.PortState;

/** What the process says when it ends. Of several codes the highest wins. */
final class ExitCode {
  static final int LISTENING = 0;
  static final int NOT_LISTENING = 1;
  static final int UNDECIDED = 2;

  /** EX_USAGE of sysexits.h: the arguments make no sense. */
  static final int USAGE = 64;

  /** EX_SOFTWARE: a fault of this program. */
  static final int INTERNAL = 70;

  /** EX_OSERR: a fault of this machine kept a question from being asked. */
  static final int LOCAL_FAULT = 71;

  /** EX_CANTCREAT: the log could not be written, or must not be overwritten. */
  static final int LOG = 73;

  /** EX_IOERR: standard output could not be written. */
  static final int OUTPUT = 74;

  /** PortQry's own: the name has no address. */
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

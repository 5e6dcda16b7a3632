package io.portprobe.assertj;

import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Cause;
import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import java.util.Optional;

/** What the reader of a failed assertion can do next. */
final class NextStep {
  static final String ADDRESSES =
      "compare the addresses below, and the addresses that the service binds";
  static final String CAUSE = "compare the evidence below with the expected cause";
  static final String FINDING = "name one of the types that the protocol returns";

  private NextStep() {}

  /** Returns the step for a state that is not as expected. */
  static String of(PortState expected, ProbeReport report) {
    return switch (expected) {
      case LISTENING, LISTENING_OR_FILTERED -> toReach(report.state());
      case NOT_LISTENING ->
          report.state() == PortState.LISTENING
              ? "stop the process that listens, or check the port"
              : "probe from the same network as the port: a filter hides whether anything listens";
      case FILTERED ->
          "check the rule of the packet filter, and probe from the network that it is for";
    };
  }

  private static String toReach(PortState seen) {
    return switch (seen) {
      case LISTENING -> "expect the port to be listening";
      case NOT_LISTENING -> "start the service, or check the port and the address that it binds";
      case FILTERED -> "check the route to the host, and the packet filters on the way";
      case LISTENING_OR_FILTERED ->
          "send a request that the service replies to, with PortProbe.as(...) or"
              + " PortProbe.payload(...)";
    };
  }

  /** Returns the step for a reason that is not as expected. */
  static String of(Reason expected) {
    return "compare the evidence of each address with " + expected + ", the expected reason";
  }

  /** Returns the step for a dialogue that did not finish, is missing, or is of another protocol. */
  static String ofDialogue(Optional<DialogueReport> dialogue, String expected) {
    if (dialogue.isEmpty() || !dialogue.get().protocol().equalsIgnoreCase(expected)) {
      return "select the protocol of the probe with PortProbe.as(...)";
    }
    Cause cause = dialogue.get().cause();
    return cause == Cause.DEADLINE
        ? "allow more time with PortProbe.timeout(...), or check the load of the service"
        : "compare the evidence below with the log of the service, and whether it expects TLS";
  }
}

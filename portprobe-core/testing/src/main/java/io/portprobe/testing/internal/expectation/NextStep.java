package io.portprobe.testing.internal.expectation;

import io.portprobe.Attempt;
import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Cause;
import io.portprobe.LocalFaultException;
import io.portprobe.NameResolutionException.Problem;
import io.portprobe.PortState;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.TargetDeniedException;
import io.portprobe.UnresolvedTargetException;
import io.portprobe.text.HostSyntax;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the reader of a failed assertion can do next. */
final class NextStep {
  static final String SLOW = "find out what delays the host, or allow a longer time";
  static final String RESOLVED =
      "remove the name from the name servers and the hosts file, and let caches expire";
  static final String OTHER_ADDRESSES =
      "correct the address records of the name, or the expected addresses";
  static final String CLOSED =
      "check the log of the service, or the server of the proxy or load balancer";
  static final String OMITTED =
      "see why an address was skipped, or select the addresses with addresses(...)";
  static final String OTHER_TYPE = "name one of the types that the protocol returns";
  static final String OTHER_FINDING = "compare the requirement with the finding below";
  static final String ANSWER = "compare the expected bytes with the evidence, or allow more time";
  static final String DETAIL = "change the server or its certificate, or the expectation";
  static final String NO_RESULT = "allow more time with within(...)";
  static final String ABORTED = "remove the cause that ended the wait; more time does not help";
  static final String INTERRUPTED =
      "find out what interrupted the thread, a timeout of the test" + " for example";
  private static final String START =
      "start the service, or check the port and the address that it binds";
  private static final String ICMP =
      "check the route to the host, and the packet filter that sent the ICMP error";
  private static final String NEIGHBOUR =
      "check that the host is up, its address, and the route to it";
  private static final String UNKNOWN_ERROR =
      "check that the host is up, the route to it, and the packet filters on the way";
  private static final String LOCAL_SILENCE =
      "check that the process accepts its connections, and the packet filter of this host";
  private static final String SILENCE =
      "check that the host is up and which packet filter drops the probe, or allow more time";
  private static final String UDP_SILENCE =
      "send a request that the service replies to, with speaks(...) or PortProbe.payload(...)";
  private static final String UDP_REQUEST_SILENCE =
      "check that the service runs and which packet filter drops the request or the reply, or allow"
          + " more time";

  private NextStep() {}

  /** Returns the step for a state that is not as expected. */
  static String forState(StateExpectation expected, ProbeReport report) {
    return switch (expected) {
      case LISTENING, REACHABLE, LISTENING_OR_FILTERED -> toReach(report);
      case NOT_LISTENING ->
          report.state() == PortState.FILTERED
                  && !report.attempts().stream().allMatch(NextStep::isOnThisHost)
              ? "probe from the same network as the port, or expect the port to be filtered or"
                  + " unavailable"
              : toEnd(report);
      case UNAVAILABLE -> toEnd(report);
      case FILTERED ->
          "check the rule of the packet filter, and probe from the network that it is for";
    };
  }

  private static String toEnd(ProbeReport report) {
    return switch (report.state()) {
      case LISTENING -> "stop the process that listens, or check the port";
      case LISTENING_OR_FILTERED -> udpSilence(report);
      case NOT_LISTENING, FILTERED ->
          report.attempts().stream().allMatch(NextStep::isOnThisHost) ? LOCAL_SILENCE : SILENCE;
    };
  }

  private static String toReach(ProbeReport report) {
    List<Attempt> filtered =
        report.attempts().stream().filter(each -> each.state() == PortState.FILTERED).toList();
    if (!filtered.isEmpty()) {
      return report.reason() == Reason.TIMED_OUT || report.state() != PortState.FILTERED
          ? filtered.stream().allMatch(NextStep::isOnThisHost) ? LOCAL_SILENCE : SILENCE
          : afterError(report.reason(), filtered);
    }
    return report.state() == PortState.LISTENING_OR_FILTERED ? udpSilence(report) : START;
  }

  private static String udpSilence(ProbeReport report) {
    return EvidenceText.dialogues(report).findAny().isPresent() ? UDP_REQUEST_SILENCE : UDP_SILENCE;
  }

  private static boolean isOnThisHost(Attempt attempt) {
    InetAddress remote = attempt.remote().getAddress();
    return remote.isLoopbackAddress()
        || attempt.local().filter(local -> local.getAddress().equals(remote)).isPresent();
  }

  /** The kernel reports a neighbour that does not reply to ARP without an ICMP message. */
  private static String afterError(Reason reason, List<Attempt> filtered) {
    if (reason == Reason.UNREACHABLE) {
      return UNKNOWN_ERROR;
    }
    return reason == Reason.HOST_UNREACHABLE
            && filtered.stream().allMatch(attempt -> attempt.icmp().isEmpty())
        ? NEIGHBOUR
        : ICMP;
  }

  /** Returns the step for a reason that is not as expected. */
  static String forReason(Reason expected, ProbeReport report) {
    if (report.reason() == Reason.UNREACHABLE) {
      return "run on JDK 22 or later, where the client can read ICMP messages without io_uring, or"
          + " accept the reason UNREACHABLE too";
    }
    return "compare the evidence of each address with " + expected + ", the expected reason";
  }

  /** Returns the step for a dialogue that did not finish. */
  static String forDialogue(ProbeReport report) {
    Set<Cause> causes =
        EvidenceText.dialogues(report).map(DialogueReport::cause).collect(Collectors.toSet());
    if (causes.contains(Cause.DEADLINE)) {
      return "allow more time with within(...), or check the load of the service";
    }
    if (causes.contains(Cause.TLS)) {
      return "check whether the port expects TLS (PortProbe.plain() probes without it), and the log"
          + " of the service";
    }
    if (causes.contains(Cause.REFUSED)) {
      return "check the permissions and limits of the service, and its log";
    }
    if (causes.contains(Cause.PLUGIN_FAILURE)) {
      return "repair the protocol plug-in";
    }
    if (causes.equals(Set.of(Cause.PEER_CLOSED))
        && EvidenceText.dialogues(report).allMatch(each -> each.bytesReceived() > 0)) {
      return CLOSED;
    }
    return causes.isEmpty()
        ? "probe again: no connection lasted until the dialogue; check the log of the service"
        : "check the protocol of the port, and whether it expects TLS (PortProbe.tls()) or not"
            + " (PortProbe.plain())";
  }

  /** Returns the step for a name that was not resolved. */
  static String forName(Problem problem) {
    return switch (problem) {
      case NO_SUCH_NAME -> "check the spelling of the name, and the search list of this host";
      case NO_ADDRESS -> "add an address record for the name, or probe another name";
      case OTHER_FAMILY -> "select another address family, or add an address of this family";
      case SERVER_FAILURE -> "check the zone and the log of the name servers";
      case RESOLVER_UNREACHABLE, RESOLVER_TIMED_OUT ->
          "check the name servers of this host and the route to them, or allow more time";
      case RESOLVER_FAILED -> "repair the name resolver of the client";
      case INVALID_ADDRESS -> "check the address and its zone";
      case UNSPECIFIED -> "check the spelling of the name, and the name servers of this host";
    };
  }

  /** Returns the step for a probe that could not be sent or was cancelled. */
  static String forException(ProbeException e) {
    if (e instanceof UnresolvedTargetException unresolved) {
      boolean isOther = unresolved.problem() == Problem.OTHER_FAMILY;
      return isOther && HostSyntax.isLiteral(unresolved.endpoint().host())
          ? "name the host, or an address of the selected family, or select the other family"
          : forName(unresolved.problem());
    }
    if (e instanceof TargetDeniedException) {
      return "probe another host, or change the target policy of the client";
    }
    return e instanceof LocalFaultException
        ? "remove the failure on this host: descriptors, ephemeral ports, addresses or routes"
        : "keep the client open until the assertion or wait has ended";
  }
}

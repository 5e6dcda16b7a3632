package io.portprobe.internal;

import io.portprobe.IcmpError;
import io.portprobe.PortState;
import io.portprobe.Reason;
import io.portprobe.Transport;
import io.portprobe.internal.Verdict.Answer;
import io.portprobe.internal.Verdict.LocalFault;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one place where an error of the operating system becomes a state, or a fault of this machine.
 */
public final class FailureClassifier {
  /** How far an attempt had come when the error arose. */
  enum Phase {
    /** Making or binding the socket: nothing has left this machine. */
    SETUP,
    /** The connect call itself failed: this machine's own routing and filters said no. */
    DIAL,
    /** The error came later, from the network. */
    WAIT
  }

  private static final Answer TCP_REFUSED = refused(Transport.TCP, false);
  private static final Answer UDP_REFUSED = refused(Transport.UDP, false);

  private FailureClassifier() {}

  /**
   * What the error of a bulk probe means, of which there is the number alone.
   *
   * @param local whether it arose before a packet left this machine
   * @param errno positive, Linux's
   */
  public static Verdict classify(Transport transport, boolean local, int errno) {
    if (!local && errno == Errno.ECONNREFUSED.number()) {
      return transport == Transport.TCP ? TCP_REFUSED : UDP_REFUSED;
    }
    IOException failure = new IOException("error(-" + errno + ")");
    return classify(transport, local ? Phase.DIAL : Phase.WAIT, failure);
  }

  /** What an error means when the error queue of the socket cannot be read. */
  static Verdict classify(Transport transport, Phase phase, Throwable failure) {
    return classify(transport, phase, failure, false);
  }

  /** What an error means when the error queue of the socket was read, and held nothing. */
  static Verdict classifyWithoutIcmp(Transport transport, Phase phase, Throwable failure) {
    return classify(transport, phase, failure, true);
  }

  private static Verdict classify(
      Transport transport, Phase phase, Throwable failure, boolean noIcmp) {
    Errno errno = Errno.of(failure).orElse(null);
    if (errno == null || phase == Phase.SETUP) {
      return new LocalFault(describe(errno, failure));
    }
    if (phase == Phase.DIAL && !comesFromPeer(transport, errno)) {
      return new LocalFault(describe(errno, failure));
    }
    return switch (errno) {
      case ECONNREFUSED -> refused(transport, noIcmp);
      case ECONNRESET, EPIPE -> Answer.accepted(errno + ": the peer accepted, then reset at once");
      case ETIMEDOUT -> Answer.silence(transport, "ETIMEDOUT: the system gave up by itself");
      case EHOSTUNREACH -> filtered(Reason.HOST_UNREACHABLE, hostUnreachable(failure));
      case EHOSTDOWN, ENONET -> filtered(Reason.HOST_UNREACHABLE, errno.name());
      case ENETUNREACH ->
          filtered(Reason.NET_UNREACHABLE, "ENETUNREACH: ICMP 3/0 or 3/9, or ICMPv6 1/0");
      case ENOPROTOOPT, EPROTO -> filtered(Reason.PROTOCOL_UNREACHABLE, errno.name());
      case EACCES -> filtered(Reason.ADMIN_PROHIBITED, "EACCES: ICMPv6 1/1, 1/5 or 1/6");
      default -> new LocalFault(describe(errno, failure));
    };
  }

  /** What an error means when the error queue of the socket held this. */
  static Verdict classify(Transport transport, QueuedError error, Throwable failure) {
    return error
        .icmp()
        .map(icmp -> fromIcmp(transport, icmp))
        .orElseGet(() -> new LocalFault(describe(Errno.of(error.errno()).orElse(null), failure)));
  }

  private static Verdict fromIcmp(Transport transport, IcmpError icmp) {
    Reason reason = icmp.version() == 4 ? icmp4(icmp) : icmp6(icmp);
    PortState state =
        reason == Reason.PORT_UNREACHABLE ? PortState.NOT_LISTENING : PortState.FILTERED;
    String hint =
        transport == Transport.TCP && reason == Reason.PORT_UNREACHABLE
            ? ": a packet filter, since a host refuses TCP with a reset"
            : "";
    return new Answer(state, reason, icmp + hint, Optional.of(icmp));
  }

  /** RFC 792, RFC 1122 section 3.2.2.1, RFC 1812 section 5.2.7.1. */
  private static Reason icmp4(IcmpError icmp) {
    if (icmp.type() != 3) {
      return Reason.HOST_UNREACHABLE; // time exceeded, parameter problem: it did not get there
    }
    return switch (icmp.code()) {
      case 0, 6, 11 -> Reason.NET_UNREACHABLE;
      case 2 -> Reason.PROTOCOL_UNREACHABLE;
      case 3 -> Reason.PORT_UNREACHABLE;
      case 9, 10, 13, 14, 15 -> Reason.ADMIN_PROHIBITED;
      default -> Reason.HOST_UNREACHABLE;
    };
  }

  /** RFC 4443 section 3. */
  private static Reason icmp6(IcmpError icmp) {
    if (icmp.type() == 4) {
      return Reason.PROTOCOL_UNREACHABLE; // unrecognised next header
    }
    if (icmp.type() != 1) {
      return Reason.HOST_UNREACHABLE;
    }
    return switch (icmp.code()) {
      case 0 -> Reason.NET_UNREACHABLE;
      case 1, 5, 6 -> Reason.ADMIN_PROHIBITED;
      case 4 -> Reason.PORT_UNREACHABLE;
      default -> Reason.HOST_UNREACHABLE;
    };
  }

  private static boolean comesFromPeer(Transport transport, Errno errno) {
    return transport == Transport.TCP
        && (errno == Errno.ECONNREFUSED || errno == Errno.ECONNRESET || errno == Errno.ETIMEDOUT);
  }

  private static Answer refused(Transport transport, boolean noIcmp) {
    return transport == Transport.TCP
        ? Answer.of(
            PortState.NOT_LISTENING,
            Reason.REFUSED,
            noIcmp
                ? "ECONNREFUSED: a reset"
                : "ECONNREFUSED: a reset, or an ICMP port unreachable, which looks the same")
        : Answer.of(PortState.NOT_LISTENING, Reason.PORT_UNREACHABLE, "ECONNREFUSED");
  }

  private static String hostUnreachable(Throwable failure) {
    boolean numberLost = failure.getMessage() == null || !failure.getMessage().contains("error(");
    return "EHOSTUNREACH: ICMP 3/1, 3/10 or 3/13, ICMPv6 1/3, or no answer of a neighbour"
        + (numberLost ? "; network unreachable may look the same" : "");
  }

  private static Answer filtered(Reason reason, String evidence) {
    return Answer.of(PortState.FILTERED, reason, evidence);
  }

  private static String describe(@Nullable Errno errno, Throwable failure) {
    if (errno == null) {
      return "an unforeseen error of the socket: " + failure;
    }
    return switch (errno) {
      case EMFILE, ENFILE -> errno + ": out of file descriptors";
      case ENOBUFS, ENOMEM -> errno + ": out of memory for sockets";
      case EADDRNOTAVAIL ->
          "EADDRNOTAVAIL: no ephemeral port is free, or the source address is not one of this machine's";
      case EADDRINUSE -> "EADDRINUSE: the source port is in use";
      case ENETUNREACH, EHOSTUNREACH -> errno + ": this machine has no route to the address";
      case EACCES ->
          "EACCES: this process may not use that source port, or a local route forbids the address";
      case EPERM -> "EPERM: a packet filter of this machine forbids it";
      case EAFNOSUPPORT -> "EAFNOSUPPORT: this machine does not speak that address family";
      case EINVAL -> "EINVAL: source address and target do not go together";
      case ENETDOWN -> "ENETDOWN: the network interface is down";
      default -> errno + ": " + failure.getMessage();
    };
  }
}

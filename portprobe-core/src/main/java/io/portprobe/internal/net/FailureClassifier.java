package io.portprobe.internal.net;

import io.portprobe.IcmpError;
import io.portprobe.PortState;
import io.portprobe.Reason;
import io.portprobe.Transport;
import io.portprobe.internal.net.Verdict.Answer;
import io.portprobe.internal.net.Verdict.LocalFault;
import io.portprobe.text.SafeText;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The mapping from errors of the operating system to the state of a port or a local failure. */
public final class FailureClassifier {
  /** The call that failed, which decides what an error can mean. */
  public enum Phase {
    /** Creating or binding the socket: no packet has left this host. */
    SETUP,
    /** The connect call itself: routes and firewall rules of this host may have rejected it. */
    DIAL,
    /** A later call: the error was received from the network. */
    WAIT
  }

  private static final String FILTER_SINCE_NO_RESET =
      ": a packet filter, since a host refuses TCP with RST";

  private FailureClassifier() {}

  /**
   * Returns the verdict for an error of a bulk probe, of which only the number is known.
   *
   * @param local whether it occurred before a packet left this host
   * @param errno the {@link Errno#number()} of the error
   */
  public static Verdict classify(Transport transport, boolean local, int errno) {
    Phase phase = local ? Phase.DIAL : Phase.WAIT;
    IOException failure = new IOException("error(-" + errno + ")");
    return classify(transport, phase, Errno.ofLinux(errno).orElse(null), failure, false);
  }

  /** Returns the verdict for a TCP connect that a reset refused. */
  public static Answer refusedByReset() {
    return refused(Transport.TCP, true);
  }

  /**
   * Returns the verdict for a TCP connect that was refused although no TCP segment was received:
   * the kernel derives that from an ICMP port unreachable.
   */
  public static Answer refusedByIcmp() {
    return filtered(
        Reason.PORT_UNREACHABLE,
        "ECONNREFUSED without a reset, so an ICMP port unreachable" + FILTER_SINCE_NO_RESET);
  }

  /** Returns the verdict for an error if the error queue of the socket cannot be read. */
  public static Verdict classify(Transport transport, Phase phase, Throwable failure) {
    return classify(transport, phase, Errno.of(failure).orElse(null), failure, false);
  }

  /** Returns the verdict for an error if the error queue of the socket was read and was empty. */
  public static Verdict classifyWithoutIcmp(Transport transport, Phase phase, Throwable failure) {
    return classify(transport, phase, Errno.of(failure).orElse(null), failure, true);
  }

  private static Verdict classify(
      Transport transport, Phase phase, @Nullable Errno errno, Throwable failure, boolean noIcmp) {
    if (errno == null || phase == Phase.SETUP) {
      return new LocalFault(describe(errno, failure));
    }
    if (phase == Phase.DIAL && !(transport == Transport.TCP && errno.mayComeFromPeer())) {
      return new LocalFault(describe(errno, failure));
    }
    return switch (errno) {
      case ECONNREFUSED -> refused(transport, noIcmp);
      case ECONNRESET, EPIPE ->
          Answer.accepted(errno + ": the peer accepted and then reset the connection");
      case ETIMEDOUT -> Answer.silence(transport, "ETIMEDOUT: the kernel stopped retransmitting");
      case EHOSTUNREACH -> filtered(Reason.UNREACHABLE, hostUnreachable(failure));
      case EHOSTDOWN, ENONET -> filtered(Reason.HOST_UNREACHABLE, errno.name());
      case ENETUNREACH ->
          filtered(Reason.UNREACHABLE, "ENETUNREACH: ICMP 3/0 or 3/9, or ICMPv6 1/0");
      case ENOPROTOOPT, EPROTO -> filtered(Reason.PROTOCOL_UNREACHABLE, errno.name());
      case EACCES -> filtered(Reason.ADMIN_PROHIBITED, "EACCES: ICMPv6 1/1, 1/5 or 1/6");
      default -> new LocalFault(describe(errno, failure));
    };
  }

  /**
   * Returns the verdict for an error and its entry in the error queue of the socket.
   *
   * @param local the address of the socket, from which the kernel of this host sends ICMP errors to
   *     itself; null if it is not known, or if the probe is for this host
   */
  public static Verdict classify(
      Transport transport, QueuedError error, Throwable failure, @Nullable InetAddress local) {
    return error
        .icmp()
        .map(
            icmp -> icmp.sender().equals(local) ? fromThisHost(icmp) : fromNetwork(transport, icmp))
        .orElseGet(() -> new LocalFault(describe(Errno.of(error.errno()).orElse(null), failure)));
  }

  /** Returns whether an error is an ICMP fragmentation needed or packet too big. */
  public static boolean isPathMtu(QueuedError error) {
    return error
        .icmp()
        .filter(
            icmp ->
                icmp.version() == 4
                    ? icmp.type() == 3 && icmp.code() == 4
                    : icmp.type() == 2 && icmp.code() == 0)
        .isPresent();
  }

  private static Verdict fromNetwork(Transport transport, IcmpError icmp) {
    Reason reason = reason(icmp);
    boolean refused = reason == Reason.PORT_UNREACHABLE && transport == Transport.UDP;
    String hint =
        transport == Transport.TCP && reason == Reason.PORT_UNREACHABLE
            ? FILTER_SINCE_NO_RESET
            : "";
    return new Answer(
        refused ? PortState.NOT_LISTENING : PortState.FILTERED,
        reason,
        icmp + hint,
        Optional.of(icmp));
  }

  /**
   * The kernel reports to a socket of this host that a neighbour did not respond, by an ICMP host
   * unreachable that no network carried. A packet filter of this host sends the other messages.
   */
  private static Verdict fromThisHost(IcmpError icmp) {
    Reason reason = reason(icmp);
    if (reason == Reason.HOST_UNREACHABLE) {
      String protocol = icmp.version() == 4 ? "ARP" : "neighbour discovery";
      return filtered(
          reason,
          "EHOSTUNREACH: the address, or the router on the way to it, did not reply to "
              + protocol);
    }
    return new Answer(
        PortState.FILTERED, reason, icmp + ": a packet filter on this host", Optional.of(icmp));
  }

  private static Reason reason(IcmpError icmp) {
    return icmp.version() == 4 ? icmp4(icmp) : icmp6(icmp);
  }

  /** RFC 792, RFC 1122 section 3.2.2.1, RFC 1812 section 5.2.7.1. */
  private static Reason icmp4(IcmpError icmp) {
    if (icmp.type() != 3) {
      return Reason.HOST_UNREACHABLE; // time exceeded, parameter problem: not delivered
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

  private static Answer refused(Transport transport, boolean noIcmp) {
    return transport == Transport.TCP
        ? Answer.of(
            PortState.NOT_LISTENING,
            Reason.REFUSED,
            noIcmp
                ? "ECONNREFUSED: a reset"
                : "ECONNREFUSED: a reset, or a packet filter that rejects with ICMP port"
                    + " unreachable, which looks the same to this socket")
        : Answer.of(PortState.NOT_LISTENING, Reason.PORT_UNREACHABLE, "ECONNREFUSED");
  }

  private static String hostUnreachable(Throwable failure) {
    return "EHOSTUNREACH: ICMP 3/1, 3/10 or 3/13, ICMPv6 1/3, or no ARP or NDP reply"
        + (Errno.isAmbiguous(failure) ? "; network unreachable looks the same" : "");
  }

  private static Answer filtered(Reason reason, String evidence) {
    return Answer.of(PortState.FILTERED, reason, evidence);
  }

  private static String describe(@Nullable Errno errno, Throwable failure) {
    if (errno == null) {
      return SafeText.line("unknown socket error: " + failure);
    }
    return switch (errno) {
      case EMFILE, ENFILE -> errno + ": out of file descriptors";
      case ENOBUFS, ENOMEM -> errno + ": out of memory for sockets";
      case EAGAIN -> "EAGAIN: no ephemeral port is free";
      case EADDRNOTAVAIL ->
          "EADDRNOTAVAIL: no ephemeral port is free, or the source address does not exist on this"
              + " host";
      case EADDRINUSE -> "EADDRINUSE: the source port is in use";
      case ENETUNREACH, EHOSTUNREACH -> errno + ": this host has no route to the address";
      case EACCES ->
          "EACCES: this process may not use the source port, or a local route prohibits the"
              + " address";
      case EPERM -> "EPERM: a packet filter on this host rejected it";
      case EAFNOSUPPORT -> "EAFNOSUPPORT: this host does not support the address family";
      case EINVAL -> "EINVAL: the source address cannot reach the target address";
      case ENETDOWN -> "ENETDOWN: the network interface is down";
      default -> SafeText.line(errno + ": " + failure.getMessage());
    };
  }
}

package io.portprobe.examples.lab.container;

import io.portprobe.PortState;
import io.portprobe.Reason;
import java.util.List;

/** What a client receives of ICMP errors, which decides the states and reasons that it reports. */
enum Sight {
  /** The ICMP messages: epoll or io_uring, with a reader of error queues. */
  MESSAGES,
  /** The error numbers: epoll without a reader of error queues. */
  NUMBERS,
  /** The error numbers that the JDK passes on: NIO. */
  NIO;

  /**
   * The result of a port of {@code container/in-network}: the last digit of the port decides what
   * the host does with a packet to it.
   *
   * @return as {@code "FILTERED/TIMED_OUT"}
   */
  String expected(boolean tcp, int port, boolean ipv6) {
    return switch (port % 10) {
      case 1 -> result(PortState.LISTENING, tcp ? Reason.ACCEPTED : Reason.REPLIED);
      case 2 -> tcp ? result(PortState.NOT_LISTENING, Reason.REFUSED) : silent(false);
      case 3 -> portUnreachable(tcp);
      case 4 -> tcp || this != NIO ? filtered(Reason.HOST_UNREACHABLE) : silent(false);
      case 5 -> tcp || this != NIO ? filtered(Reason.NET_UNREACHABLE) : silent(false);
      // ICMPv6 has a separate error number for prohibited addresses.
      case 6, 7, 8 -> ipv6 ? exactly(Reason.ADMIN_PROHIBITED) : filtered(Reason.ADMIN_PROHIBITED);
      case 9 -> silent(tcp);
      default -> throw new IllegalArgumentException("port: " + port + " (expected: x1-x9)");
    };
  }

  /** The host answers UDP with ICMP port unreachable if it is closed, but not TCP. */
  private String portUnreachable(boolean tcp) {
    if (tcp && this == NIO) {
      return result(PortState.NOT_LISTENING, Reason.REFUSED);
    }
    return result(tcp ? PortState.FILTERED : PortState.NOT_LISTENING, Reason.PORT_UNREACHABLE);
  }

  private String filtered(Reason exact) {
    return exactly(this == MESSAGES ? exact : Reason.UNREACHABLE);
  }

  private static String exactly(Reason reason) {
    return result(PortState.FILTERED, reason);
  }

  private static String silent(boolean tcp) {
    return tcp
        ? result(PortState.FILTERED, Reason.TIMED_OUT)
        : result(PortState.LISTENING_OR_FILTERED, Reason.SILENT);
  }

  private static String result(PortState state, Reason reason) {
    return state + "/" + reason;
  }

  /** The ports of the network over TCP, or over UDP. */
  static List<Integer> ports(boolean tcp) {
    int first = tcp ? 1001 : 2001;
    return List.of(0, 1, 2, 3, 4, 5, 6, 7, 8).stream().map(offset -> first + offset).toList();
  }
}

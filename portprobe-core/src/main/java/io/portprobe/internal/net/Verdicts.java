package io.portprobe.internal.net;

import io.portprobe.PortState;
import io.portprobe.Reason;
import io.portprobe.Transport;

/** The verdicts that many ports share, so that a scan allocates none for them. */
public final class Verdicts {
  /** A completed TCP handshake. */
  public static final Verdict.Answer ACCEPTED = Verdict.Answer.accepted("TCP handshake completed");

  /** A TCP port whose host refused the connect by a reset. */
  public static final Verdict.Answer REFUSED_BY_RESET = FailureClassifier.refusedByReset();

  /** A TCP port in front of which a packet filter rejects with ICMP port unreachable. */
  public static final Verdict.Answer REFUSED_BY_ICMP = FailureClassifier.refusedByIcmp();

  /** A datagram from the probed port. */
  public static final Verdict.Answer REPLIED =
      Verdict.Answer.of(PortState.LISTENING, Reason.REPLIED, "a datagram was received");

  /** A TCP port that did not respond to any SYN of a scan. */
  public static final Verdict.Answer TIMED_OUT =
      Verdict.Answer.silence(Transport.TCP, "no response to any attempt");

  /** A UDP port that did not respond to any datagram of a scan. */
  public static final Verdict.Answer SILENT = Verdict.Answer.silence(Transport.UDP, "no reply");

  /** What a silent UDP port on NIO may be as well. */
  public static final String UNSEEN_ON_NIO =
      "; NIO does not receive ICMP host and network unreachable, which epoll reports as filtered";

  /** What a silent TCP port on NIO may be as well: the kernel keeps such an error in the socket. */
  public static final String UNSEEN_CONNECT_ON_NIO =
      "; NIO on Linux does not receive an ICMP error that arrives during the connect call, as from"
          + " a host nearby";

  /** A TCP port that did not respond to any SYN of a scan on NIO. */
  public static final Verdict.Answer TIMED_OUT_ON_NIO =
      Verdict.Answer.silence(Transport.TCP, "no response to any attempt" + UNSEEN_CONNECT_ON_NIO);

  /** A UDP port that did not respond to any datagram of a scan on NIO. */
  public static final Verdict.Answer SILENT_ON_NIO =
      Verdict.Answer.silence(Transport.UDP, "no reply" + UNSEEN_ON_NIO);

  /** A UDP port whose silence proves nothing, because the host rate-limits its ICMP errors. */
  public static final Verdict.Answer UNDECIDED =
      Verdict.Answer.silence(
          Transport.UDP,
          "no reply, which proves nothing: the host rate-limits its ICMP errors, and the scan had"
              + " no time to send again within that limit");

  /** A port that was not probed for a reason that is recorded elsewhere, usually an exception. */
  public static final Verdict.NotProbed NOT_PROBED = new Verdict.NotProbed("not probed");

  private Verdicts() {}
}

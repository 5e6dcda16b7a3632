package io.portprobe;

/** The system interface that the event loops of a client use. */
public enum IoMode {
  /**
   * The fastest interface that is available on this system. The default.
   *
   * <p>Single probes and dialogues use epoll on Linux, kqueue on macOS and NIO elsewhere. Scans use
   * io_uring or epoll on Linux and NIO elsewhere.
   */
  AUTO,
  /**
   * Linux io_uring for scans; single probes and dialogues use epoll.
   *
   * <p>For single probes it is not faster, closes sockets later, and needs more memory for each UDP
   * socket.
   */
  IO_URING,
  /**
   * Linux epoll. Reports error numbers, and the ICMP errors that a plain UDP socket does not
   * receive.
   */
  EPOLL,
  /** kqueue of macOS and BSD. Scans use NIO. */
  KQUEUE,
  /**
   * The selector of the JDK. Starts fastest and is available on every system.
   *
   * <p>It reports errors by exception type and text only, so that the reason of an unreachable
   * address is {@link Reason#UNREACHABLE}. Over UDP, the only ICMP errors it reports are port
   * unreachable and administratively prohibited.
   */
  NIO
}

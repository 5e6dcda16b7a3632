package io.portprobe;

/** Which system interface the event loops use. */
public enum IoMode {
  /**
   * The best that loads here, the default. Single probes and dialogues: epoll on Linux, kqueue on
   * macOS, NIO elsewhere. Scans: io_uring or epoll on Linux, NIO elsewhere.
   */
  AUTO,
  /**
   * Linux io_uring, for scans. Single probes and dialogues use epoll beside it: there io_uring
   * gains nothing, closes sockets late, and takes much memory for each UDP socket.
   */
  IO_URING,
  /** Linux epoll. Gives error numbers, and the ICMP errors that a plain socket is not told of. */
  EPOLL,
  /** macOS and BSD kqueue. Scans use NIO beside it. */
  KQUEUE,
  /**
   * The JDK's own selector. Starts fastest and runs everywhere; it knows errors only by class and
   * text, and over UDP hears of port unreachable and administratively prohibited only.
   */
  NIO
}

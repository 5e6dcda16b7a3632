package io.portprobe;

/** Which system interface the event loops use. */
public enum IoMode {
  /** The best that loads here: epoll on Linux, kqueue on macOS, NIO elsewhere. The default. */
  AUTO,
  /** Linux epoll. Gives error numbers, and the ICMP errors that a plain socket is not told of. */
  EPOLL,
  /** macOS and BSD kqueue. */
  KQUEUE,
  /**
   * The JDK's own selector. Starts fastest and runs everywhere; it knows errors only by class and
   * text, and over UDP hears of port unreachable and administratively prohibited only.
   */
  NIO
}

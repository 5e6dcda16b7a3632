package io.portprobe.internal.sweep;

import io.netty.channel.ChannelException;
import io.portprobe.internal.net.Errno;
import java.io.IOException;

/** What a sweep has to know of an error itself; all else is the classifier's. */
final class SocketErrors {
  private static final int EIO = 5;

  private SocketErrors() {}

  /**
   * Loads the classes that a lack of descriptors needs. When it has come, the class loader may have
   * none to read them with.
   */
  static void prepare() {
    int errno = errno(new ChannelException(new IOException(Errno.EMFILE.text())));
    if (!isShortage(errno) || comesFromPeer(errno)) {
      throw new AssertionError("EMFILE is taken for " + errno);
    }
  }

  /** The error of a failed call. */
  static int errno(Throwable failure) {
    return Errno.of(failure).map(Errno::number).orElse(EIO);
  }

  /** Whether this machine lacks what others give back: descriptors, or memory for sockets. */
  static boolean isShortage(int errno) {
    return errno == Errno.EMFILE.number()
        || errno == Errno.ENFILE.number()
        || errno == Errno.ENOBUFS.number()
        || errno == Errno.ENOMEM.number();
  }

  /**
   * Whether an error of the connect call came from the peer, which may be quicker than the call.
   */
  static boolean comesFromPeer(int errno) {
    return errno == Errno.ECONNREFUSED.number()
        || errno == Errno.ECONNRESET.number()
        || errno == Errno.ETIMEDOUT.number();
  }

  /** Whether an error can be the work of an ICMP message. */
  static boolean mayComeFromNetwork(int errno) {
    Errno known = Errno.of(errno).orElse(null);
    return known != null
        && switch (known) {
          case EHOSTUNREACH, ENETUNREACH, EACCES, EHOSTDOWN, ENONET, ENOPROTOOPT, EPROTO -> true;
          default -> false;
        };
  }
}

package io.portprobe.internal.net;

import io.netty.channel.ChannelException;
import io.netty.channel.unix.Errors;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The error numbers that socket(2), connect(2), send(2) and recv(2) fail with, on Linux and on
 * macOS, and how to find them in what Java and Netty throw.
 */
public enum Errno {
  EPERM(1, 1, "Operation not permitted"),
  EIO(5, 5, "Input/output error"),
  EAGAIN(11, 35, "Resource temporarily unavailable"),
  ENOMEM(12, 12, "Cannot allocate memory"),
  EACCES(13, 13, "Permission denied"),
  EINVAL(22, 22, "Invalid argument"),
  ENFILE(23, 23, "Too many open files in system"),
  EMFILE(24, 24, "Too many open files"),
  EPIPE(32, 32, "Broken pipe"),
  ENONET(64, -1, "Machine is not on the network"),
  EPROTO(71, 100, "Protocol error"),
  EMSGSIZE(90, 40, "Message too long"),
  ENOPROTOOPT(92, 42, "Protocol not available"),
  EAFNOSUPPORT(97, 47, "Address family not supported"),
  EADDRINUSE(98, 48, "Address already in use"),
  EADDRNOTAVAIL(99, 49, "Cannot assign requested address"),
  ENETDOWN(100, 50, "Network is down"),
  ENETUNREACH(101, 51, "Network is unreachable"),
  ECONNRESET(104, 54, "Connection reset"),
  ENOBUFS(105, 55, "No buffer space available"),
  ETIMEDOUT(110, 60, "timed out"),
  ECONNREFUSED(111, 61, "Connection refused"),
  EHOSTDOWN(112, 64, "Host is down"),
  EHOSTUNREACH(113, 65, "No route to host");

  /** Before the number of an error in a message of Netty. */
  private static final String NETTY = "error(";

  private static final int MAX_DIGITS = 4;

  private static final Errno[] VALUES = values();

  private static final boolean MAC = System.getProperty("os.name", "").startsWith("Mac");

  private final int linux;
  private final int mac;
  private final String text;

  Errno(int linux, int mac, String text) {
    this.linux = linux;
    this.mac = mac;
    this.text = text;
  }

  /** Returns the number of the error on Linux, on every system. */
  public int number() {
    return linux;
  }

  /** Returns the text of strerror(3), or the part of it that Java always keeps. */
  public String text() {
    return text;
  }

  /**
   * Returns whether this host lacks a resource that other sockets will release, so that the same
   * call succeeds later: file descriptors, memory for sockets, or a local port.
   *
   * <p>EAGAIN is one of them. No call of portprobe returns it for "not ready yet", since Netty and
   * the JDK handle that. The remaining source is Linux's {@code inet_autobind}, which fails
   * connect(2) and send(2) of an unbound UDP socket with EAGAIN when no ephemeral port is free. For
   * TCP the kernel reports the same condition as EADDRNOTAVAIL. EADDRNOTAVAIL is not in this list,
   * because it also means that the source address does not exist on this host, and waiting does not
   * help then. Only a caller that knows the source address can decide.
   */
  public boolean isShortage() {
    return switch (this) {
      case EAGAIN, ENOMEM, ENFILE, EMFILE, ENOBUFS -> true;
      default -> false;
    };
  }

  /**
   * Returns whether connect(2) itself may fail with this error because of what the peer sent: its
   * reply can arrive before the call returns.
   */
  public boolean mayComeFromPeer() {
    return switch (this) {
      case ECONNREFUSED, ECONNRESET, ETIMEDOUT -> true;
      default -> false;
    };
  }

  /** Returns whether the kernel may have derived this error from an ICMP message. */
  public boolean mayComeFromIcmp() {
    return switch (this) {
      case EHOSTUNREACH, ENETUNREACH, EACCES, EHOSTDOWN, ENONET, ENOPROTOOPT, EPROTO -> true;
      default -> false;
    };
  }

  /**
   * Returns the error with a number of this system.
   *
   * @param number positive, or negative as system calls return it
   */
  public static Optional<Errno> of(int number) {
    int wanted = Math.abs(number);
    for (Errno errno : VALUES) {
      if ((MAC ? errno.mac : errno.linux) == wanted) {
        return Optional.of(errno);
      }
    }
    return Optional.empty();
  }

  /** Returns the error with this {@link #number()}. */
  public static Optional<Errno> ofLinux(int number) {
    for (Errno errno : VALUES) {
      if (errno.linux == number) {
        return Optional.of(errno);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the error that caused an exception: by its number where Netty gives one, otherwise by
   * class and text, which is all that NIO provides. {@link NoRouteToHostException} is taken for
   * EHOSTUNREACH, although Netty also throws it for ENETUNREACH: see {@link LocalRoutes}.
   */
  public static Optional<Errno> of(Throwable failure) {
    for (Throwable t = failure; t != null; t = cause(t)) {
      Optional<Errno> found = direct(t);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Returns the {@link #number()} of the error that caused an exception; EIO if it is unknown. */
  public static int numberOf(Throwable failure) {
    return of(failure).orElse(EIO).number();
  }

  /**
   * Loads the classes that handle a shortage of descriptors. During one, the class loader may have
   * no descriptor to read them with.
   */
  public static void loadShortageClasses() {
    Throwable failure = new ChannelException(new IOException(EMFILE.text));
    if (!of(failure).orElse(EIO).isShortage()) {
      throw new AssertionError("EMFILE: not recognised as a shortage");
    }
  }

  /** Returns whether an exception is one that Netty throws for ENETUNREACH and EHOSTUNREACH. */
  static boolean isAmbiguous(Throwable failure) {
    String message = failure.getMessage();
    return failure instanceof NoRouteToHostException
        && (message == null || !message.contains(EHOSTUNREACH.text));
  }

  private static Optional<Errno> direct(Throwable t) {
    if (t instanceof Errors.NativeIoException nativeError) {
      return of(nativeError.expectedErr());
    }
    if (t instanceof PortUnreachableException) {
      return Optional.of(ECONNREFUSED);
    }
    if (t instanceof NoRouteToHostException) {
      return Optional.of(EHOSTUNREACH);
    }
    String message = t.getMessage();
    return message == null ? Optional.empty() : byText(message);
  }

  private static Optional<Errno> byText(String message) {
    OptionalInt number = numberOfNetty(message);
    if (number.isPresent()) {
      return of(number.getAsInt());
    }
    for (Errno errno : VALUES) {
      if (message.contains(errno.text)) {
        return Optional.of(errno);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the number in a message of Netty's native transports: "connect(..) failed with
   * error(-99): ...". Without a regular expression, because the first probe of a JVM needs it.
   */
  private static OptionalInt numberOfNetty(String message) {
    for (int at = message.indexOf(NETTY); at >= 0; at = message.indexOf(NETTY, at + 1)) {
      int start = at + NETTY.length();
      if (message.startsWith("-", start)) {
        start++;
      }
      int end = message.indexOf(')', start);
      if (isErrorNumber(message, start, end)) {
        return OptionalInt.of(Integer.parseInt(message, start, end, 10));
      }
    }
    return OptionalInt.empty();
  }

  private static boolean isErrorNumber(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return end > start && end - start <= MAX_DIGITS;
  }

  private static @Nullable Throwable cause(Throwable t) {
    return t.getCause() == t ? null : t.getCause();
  }
}

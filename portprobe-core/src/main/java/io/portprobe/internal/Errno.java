package io.portprobe.internal;

import io.netty.channel.unix.Errors;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The error numbers that connect(2), send(2) and recv(2) end with, on Linux and on macOS, and how
 * to get them out of what Java and Netty throw.
 */
public enum Errno {
  EPERM(1, 1, "Operation not permitted"),
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

  /** Netty's native transports: "connect(..) failed with error(-99): ...". */
  private static final Pattern NETTY = Pattern.compile("error\\((-?\\d{1,4})\\)");

  private static final boolean MAC = System.getProperty("os.name", "").startsWith("Mac");

  private final int linux;
  private final int mac;
  private final String text;

  Errno(int linux, int mac, String text) {
    this.linux = linux;
    this.mac = mac;
    this.text = text;
  }

  /** Linux's number of the error. */
  public int number() {
    return linux;
  }

  /** What the system says of it. */
  public String text() {
    return text;
  }

  /** The error of a number, which may be negative as system calls return it. */
  public static Optional<Errno> of(int number) {
    int wanted = Math.abs(number);
    for (Errno errno : values()) {
      if ((MAC ? errno.mac : errno.linux) == wanted) {
        return Optional.of(errno);
      }
    }
    return Optional.empty();
  }

  /**
   * The error behind an exception: by its number where Netty gives one, else by class and text, all
   * that NIO leaves. {@link NoRouteToHostException} stands for EHOSTUNREACH, though Netty throws it
   * for ENETUNREACH too.
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
    Matcher matcher = NETTY.matcher(message);
    if (matcher.find()) {
      return of(Integer.parseInt(matcher.group(1)));
    }
    for (Errno errno : values()) {
      if (message.contains(errno.text)) {
        return Optional.of(errno);
      }
    }
    return Optional.empty();
  }

  private static @Nullable Throwable cause(Throwable t) {
    return t.getCause() == t ? null : t.getCause();
  }
}

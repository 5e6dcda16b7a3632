package io.portprobe.internal.sweep;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.uring.IoUring;
import io.portprobe.IoMode;
import io.portprobe.Transport;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The modes that are available here, and the sockets of this process. */
public final class Backends {
  private Backends() {}

  /** Returns the modes that are available on this system. */
  public static List<IoMode> here() {
    List<IoMode> modes = new ArrayList<>(List.of(IoMode.NIO));
    if (Epoll.isAvailable()) {
      modes.add(IoMode.EPOLL);
      if (IoUring.isAvailable()) {
        modes.add(IoMode.IO_URING);
      }
    }
    return modes;
  }

  /** Returns whether no socket is bound to a port. */
  static boolean isFree(Transport transport, InetAddress address, int port) {
    InetSocketAddress place = new InetSocketAddress(address, port);
    try {
      if (transport == Transport.UDP) {
        new DatagramSocket(place).close();
      } else {
        ServerSocket socket = new ServerSocket();
        try (socket) {
          socket.setReuseAddress(false);
          socket.bind(place);
        }
      }
      return true;
    } catch (SocketException e) {
      return false;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns how many connections to a port are in TIME_WAIT on either side; 0 if unknown. */
  static long timeWaits(int port) throws IOException {
    return timeWaits(String.format(Locale.ROOT, ":%04X", port));
  }

  /**
   * Returns how many connections in TIME_WAIT have an address, on either side, that ends with this
   * text in the table of the kernel; 0 if unknown. The kernel may omit lines of a long table, so a
   * positive number only shows that there are some.
   */
  public static long timeWaits(String endOfAddress) throws IOException {
    Path table = Path.of("/proc/net/tcp");
    if (!Files.exists(table)) {
      return 0;
    }
    return Files.readAllLines(table).stream()
        .map(line -> line.trim().split("\\s+"))
        .filter(columns -> columns[3].equals("06"))
        .filter(columns -> columns[1].endsWith(endOfAddress) || columns[2].endsWith(endOfAddress))
        .count();
  }

  /** Returns how many sockets this process has open; 0 if unknown. */
  static int sockets() throws IOException {
    Path descriptors = Path.of("/proc/self/fd");
    if (!Files.isDirectory(descriptors)) {
      return 0;
    }
    try (Stream<Path> all = Files.list(descriptors)) {
      return (int) all.filter(Backends::isSocket).count();
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }

  /** Returns the names of the threads of sweeps. */
  static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith("portprobe-sweep"))
        .toList();
  }
}

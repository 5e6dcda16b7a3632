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

/** What works on this machine, and what its kernel knows of our sockets. */
public final class Backends {
  private Backends() {}

  /** The modes that load. */
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

  /** Whether nobody listens on a port. */
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

  /** How many connections to a port are in TIME_WAIT, on either side; 0 where that is not known. */
  static long timeWaits(int port) throws IOException {
    return timeWaits(String.format(Locale.ROOT, ":%04X", port));
  }

  /**
   * How many connections are in TIME_WAIT with an address, on either side, that the kernel's table
   * writes with this end. Of a long table it may leave out lines, so that a number says but whether
   * there are any; 0 where that is not known.
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

  /** How many sockets this process has open; 0 where that is not known. */
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

  /** The threads of sweeps. */
  static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith("portprobe-sweep"))
        .toList();
  }
}

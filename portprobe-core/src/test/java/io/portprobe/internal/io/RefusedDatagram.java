package io.portprobe.internal.io;

import static io.portprobe.internal.net.LinuxConstants.IPPROTO_IP;
import static io.portprobe.internal.net.LinuxConstants.IPPROTO_IPV6;
import static io.portprobe.internal.net.LinuxConstants.IPV6_RECVERR;
import static io.portprobe.internal.net.LinuxConstants.IP_RECVERR;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.LinuxSocket;
import io.portprobe.internal.net.QueuedError;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Sends a datagram to a closed port of each address in the arguments, and reads the error queue of
 * the socket by the system call. Prints the ICMP message, or nothing if this JDK cannot call it.
 */
final class RefusedDatagram {
  private RefusedDatagram() {}

  public static void main(String[] args) throws Exception {
    Optional<RecvMsg> recvmsg = RecvMsg.link();
    if (recvmsg.isPresent()) {
      Epoll.ensureAvailability();
      IcmpErrorQueue queue = new SystemCallErrorQueue(recvmsg.get());
      for (String address : args) {
        send(queue, InetAddress.getByName(address));
      }
    }
  }

  private static void send(IcmpErrorQueue queue, InetAddress address) throws IOException {
    boolean ipv6 = address instanceof Inet6Address;
    int closed;
    try (DatagramSocket port = new DatagramSocket(0, address)) {
      closed = port.getLocalPort();
    }
    LinuxSocket socket = LinuxSocket.newSocketDgram(ipv6);
    try {
      socket.setIntOpt(ipv6 ? IPPROTO_IPV6 : IPPROTO_IP, ipv6 ? IPV6_RECVERR : IP_RECVERR, 1);
      socket.connect(new InetSocketAddress(address, closed));
      print(queue, socket); // nothing
      socket.send(ByteBuffer.allocateDirect(1), 0, 1);
      print(queue, socket);
      print(queue, socket); // nothing, since the queue is empty again
    } finally {
      socket.close();
    }
  }

  private static void print(IcmpErrorQueue queue, LinuxSocket socket) {
    queue.read(
        socket.intValue(),
        error -> error.flatMap(QueuedError::icmp).ifPresent(System.out::println));
  }
}

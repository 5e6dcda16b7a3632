package io.portprobe.internal.net;

/** Constants of the Linux socket API that Netty has no names for. */
public final class LinuxConstants {
  /** {@code linux/in.h}: the level of options of IPv4 sockets. */
  public static final int IPPROTO_IP = 0;

  /** {@code linux/in.h}: the level of options of IPv6 sockets. */
  public static final int IPPROTO_IPV6 = 41;

  /** {@code linux/in.h}, ip(7): keeps ICMP errors in the error queue of the socket. */
  public static final int IP_RECVERR = 11;

  /** {@code linux/in6.h}, ipv6(7): keeps ICMPv6 errors in the error queue of the socket. */
  public static final int IPV6_RECVERR = 25;

  /** {@code linux/socket.h}: the address family of IPv4. */
  public static final short AF_INET = 2;

  /** {@code linux/socket.h}: the address family of IPv6. */
  public static final short AF_INET6 = 10;

  /** {@code linux/socket.h}: recvmsg(2) does not block. */
  public static final int MSG_DONTWAIT = 0x40;

  /** {@code linux/socket.h}: recvmsg(2) reads the error queue. */
  public static final int MSG_ERRQUEUE = 0x2000;

  private LinuxConstants() {}
}

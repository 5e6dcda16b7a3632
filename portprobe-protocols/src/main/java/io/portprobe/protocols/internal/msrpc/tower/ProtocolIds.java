package io.portprobe.protocols.internal.msrpc.tower;

/**
 * The protocol identifiers of tower floors: C706 appendix I, and where Windows differs, MS-RPCE 2.1
 * and captured traffic.
 */
final class ProtocolIds {
  static final int DNA_SESSION = 0x02;
  static final int DNA_SESSION_V3 = 0x03;
  static final int DNA_NSP = 0x04;
  static final int OSI_TP4 = 0x05;

  /** Also DNA routing; the address is an NSAP. */
  static final int OSI_CLNS = 0x06;

  static final int TCP = 0x07;
  static final int UDP = 0x08;
  static final int IP = 0x09;
  static final int RPC_CONNECTIONLESS = 0x0a;
  static final int RPC_CONNECTION = 0x0b;

  /** On floor 3 local RPC; below it the SPX port of Windows. */
  static final int RPC_LOCAL = 0x0c;

  /** A UUID with a version; below floor 3 the network and node of an IPX host. */
  static final int UUID = 0x0d;

  /** The IPX socket of Windows. */
  static final int WINDOWS_IPX = 0x0e;

  static final int SMB_PIPE = 0x0f;
  static final int NAMED_PIPE = 0x10;
  static final int NETBIOS = 0x11;

  /** NetBEUI in C706; in MS-RPCE 2.1.1.4 to 2.1.1.6 the port of every NetBIOS transport. */
  static final int NETBEUI = 0x12;

  static final int SPX = 0x13;
  static final int IPX = 0x14;
  static final int APPLETALK_STREAM = 0x16;
  static final int APPLETALK_DATAGRAM = 0x17;
  static final int APPLETALK = 0x18;
  static final int NETBIOS_CONNECTIONLESS = 0x19;
  static final int VINES_SPP = 0x1a;
  static final int VINES_IPC = 0x1b;
  static final int STREETTALK = 0x1c;
  static final int HTTP = 0x1f;
  static final int UNIX_SOCKET = 0x20;
  static final int NETBIOS_NAME = 0x22;

  private ProtocolIds() {}
}

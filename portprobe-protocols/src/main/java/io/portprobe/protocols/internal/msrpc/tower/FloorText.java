package io.portprobe.protocols.internal.msrpc.tower;

import io.portprobe.protocols.internal.msrpc.wire.ConnectionWriter;
import io.portprobe.protocols.internal.msrpc.wire.RpcText;
import io.portprobe.protocols.msrpc.TowerFloor;
import io.portprobe.text.AddressText;
import io.portprobe.text.SafeText;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/** The notation of floors and of their right-hand sides. */
public final class FloorText {
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(ProtocolIds.DNA_SESSION, "DNA session control"),
          Map.entry(ProtocolIds.DNA_SESSION_V3, "DNA session control v3"),
          Map.entry(ProtocolIds.DNA_NSP, "DNA NSP"),
          Map.entry(ProtocolIds.OSI_TP4, "OSI TP4"),
          Map.entry(ProtocolIds.OSI_CLNS, "OSI CLNS"),
          Map.entry(ProtocolIds.TCP, "TCP"),
          Map.entry(ProtocolIds.UDP, "UDP"),
          Map.entry(ProtocolIds.IP, "IP"),
          Map.entry(ProtocolIds.RPC_CONNECTIONLESS, "RPC connectionless"),
          Map.entry(ProtocolIds.RPC_CONNECTION, "RPC connection-oriented"),
          Map.entry(ProtocolIds.RPC_LOCAL, "RPC local"),
          Map.entry(ProtocolIds.SMB_PIPE, "named pipe"),
          Map.entry(ProtocolIds.NAMED_PIPE, "named pipe"),
          Map.entry(ProtocolIds.NETBIOS, "NetBIOS"),
          Map.entry(ProtocolIds.NETBEUI, "NetBEUI"),
          Map.entry(ProtocolIds.SPX, "SPX"),
          Map.entry(ProtocolIds.WINDOWS_IPX, "IPX"),
          Map.entry(ProtocolIds.IPX, "IPX"),
          Map.entry(ProtocolIds.APPLETALK_STREAM, "AppleTalk stream"),
          Map.entry(ProtocolIds.APPLETALK_DATAGRAM, "AppleTalk datagram"),
          Map.entry(ProtocolIds.APPLETALK, "AppleTalk"),
          Map.entry(ProtocolIds.NETBIOS_CONNECTIONLESS, "NetBIOS connectionless"),
          Map.entry(ProtocolIds.VINES_SPP, "VINES SPP"),
          Map.entry(ProtocolIds.VINES_IPC, "VINES IPC"),
          Map.entry(ProtocolIds.STREETTALK, "StreetTalk"),
          Map.entry(ProtocolIds.HTTP, "HTTP"),
          Map.entry(ProtocolIds.UNIX_SOCKET, "Unix socket"),
          Map.entry(ProtocolIds.NETBIOS_NAME, "NetBIOS name"));

  private FloorText() {}

  public static String of(TowerFloor floor) {
    if (SyntaxFloor.matches(floor)) {
      SyntaxFloor syntax = SyntaxFloor.of(floor);
      return (syntax.id().equals(ConnectionWriter.NDR) ? "NDR" : syntax.id())
          + " "
          + syntax.version();
    }
    String name = NAMES.get(floor.protocol());
    if (name == null || !floor.lhs().isEmpty()) {
      return raw(floor);
    }
    String value = value(floor);
    return value.isEmpty() ? name : name + " " + value;
  }

  private static String raw(TowerFloor floor) {
    String protocol =
        floor.protocol() < 0
            ? "no protocol"
            : String.format(Locale.ROOT, "0x%02x", floor.protocol());
    StringBuilder text = new StringBuilder(protocol).append(floor.lhs());
    return floor.rhs().isEmpty()
        ? text.toString()
        : text.append(' ').append(floor.rhs()).toString();
  }

  private static String value(TowerFloor floor) {
    return switch (floor.protocol()) {
      case ProtocolIds.RPC_CONNECTIONLESS, ProtocolIds.RPC_CONNECTION, ProtocolIds.RPC_LOCAL -> "";
      case ProtocolIds.IP -> address(floor);
      case ProtocolIds.TCP,
          ProtocolIds.UDP,
          ProtocolIds.HTTP,
          ProtocolIds.SPX,
          ProtocolIds.WINDOWS_IPX,
          ProtocolIds.IPX,
          ProtocolIds.NETBEUI,
          ProtocolIds.VINES_SPP,
          ProtocolIds.VINES_IPC ->
          number(floor);
      default -> text(floor);
    };
  }

  /** Returns a port of one or two octets, big-endian, in decimal; other lengths in hex. */
  static String number(TowerFloor floor) {
    byte[] octets = octets(floor);
    return switch (octets.length) {
      case 1 -> Integer.toString(octets[0] & 0xff);
      case 2 -> Integer.toString(((octets[0] & 0xff) << 8) | (octets[1] & 0xff));
      default -> hex(floor);
    };
  }

  /** Returns an address of four or sixteen octets; other lengths as a name. */
  static String address(TowerFloor floor) {
    byte[] octets = octets(floor);
    if (octets.length != 4 && octets.length != 16) {
      return text(floor);
    }
    try {
      return AddressText.of(InetAddress.getByAddress(octets));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(
          "address octets: " + octets.length + " (expected: 4 or 16)", e);
    }
  }

  /** Returns a name without trailing NULs; in hex if it is not printable. */
  static String text(TowerFloor floor) {
    byte[] octets = octets(floor);
    int end = octets.length;
    while (end > 0 && octets[end - 1] == 0) {
      end--;
    }
    for (int i = 0; i < end; i++) {
      if (octets[i] >= 0 && SafeText.isControl(octets[i])) {
        return hex(floor);
      }
    }
    return RpcText.readable(octets);
  }

  /** Returns network and node of an IPX host as Windows writes them, or the name of a host. */
  static String ipxHost(TowerFloor floor) {
    return octets(floor).length == 10 ? "~" + upper(floor) : text(floor);
  }

  static String hex(TowerFloor floor) {
    return floor.rhs().isEmpty() ? "" : "0x" + floor.rhs();
  }

  private static String upper(TowerFloor floor) {
    return HexFormat.of().withUpperCase().formatHex(octets(floor));
  }

  private static byte[] octets(TowerFloor floor) {
    return HexFormat.of().parseHex(floor.rhs());
  }
}

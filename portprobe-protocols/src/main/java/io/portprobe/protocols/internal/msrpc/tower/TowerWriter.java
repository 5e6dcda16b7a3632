package io.portprobe.protocols.internal.msrpc.tower;

import io.portprobe.protocols.internal.msrpc.wire.ConnectionWriter;
import io.portprobe.protocols.internal.msrpc.wire.NdrWriter;
import io.portprobe.protocols.msrpc.Inquiry;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * An encoder of the tower in the parameters of {@code ept_map}: interface, NDR 2.0, and the floors
 * of a protocol sequence without port, pipe and address (C706 appendix L, MS-RPCE 2.1).
 */
public final class TowerWriter {
  /** A floor below the second: its identifier, and the number of zeros on its right-hand side. */
  private record Blank(int protocol, int zeros) {}

  private static final Blank IP = new Blank(ProtocolIds.IP, 4);
  private static final Blank CONNECTION = new Blank(ProtocolIds.RPC_CONNECTION, 2);

  private static final Map<String, List<Blank>> SEQUENCES =
      Map.of(
          "ncacn_ip_tcp", List.of(CONNECTION, new Blank(ProtocolIds.TCP, 2), IP),
          "ncacn_http", List.of(CONNECTION, new Blank(ProtocolIds.HTTP, 2), IP),
          "ncadg_ip_udp",
              List.of(
                  new Blank(ProtocolIds.RPC_CONNECTIONLESS, 2), new Blank(ProtocolIds.UDP, 2), IP),
          "ncacn_np",
              List.of(
                  CONNECTION,
                  new Blank(ProtocolIds.SMB_PIPE, 1),
                  new Blank(ProtocolIds.NETBIOS, 1)),
          "ncalrpc",
              List.of(new Blank(ProtocolIds.RPC_LOCAL, 2), new Blank(ProtocolIds.NAMED_PIPE, 1)));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private TowerWriter() {}

  /** Returns the protocol sequences that can be encoded, sorted. */
  public static Set<String> sequences() {
    return new TreeSet<>(SEQUENCES.keySet());
  }

  /** Encodes the tower of an inquiry. */
  public static byte[] forMap(Inquiry.Map inquiry) {
    List<Blank> below = SEQUENCES.getOrDefault(inquiry.protocolSequence(), List.of());
    TowerWriter tower = new TowerWriter();
    tower.u16(2 + below.size());
    tower.syntax(inquiry.interfaceId(), inquiry.majorVersion(), inquiry.minorVersion());
    tower.syntax(ConnectionWriter.NDR, 2, 0);
    below.forEach(floor -> tower.floor(new byte[] {(byte) floor.protocol}, new byte[floor.zeros]));
    return tower.out.toByteArray();
  }

  private void syntax(UUID id, int major, int minor) {
    byte[] lhs =
        new NdrWriter().uuid(id).u16(major).toByteArray(); // the identifier shifts no alignment
    floor(prepend(ProtocolIds.UUID, lhs), new NdrWriter().u16(minor).toByteArray());
  }

  private static byte[] prepend(int protocol, byte[] rest) {
    byte[] all = new byte[rest.length + 1];
    all[0] = (byte) protocol;
    System.arraycopy(rest, 0, all, 1, rest.length);
    return all;
  }

  private void floor(byte[] lhs, byte[] rhs) {
    u16(lhs.length);
    out.writeBytes(lhs);
    u16(rhs.length);
    out.writeBytes(rhs);
  }

  private void u16(int value) {
    out.write(value);
    out.write(value >>> 8);
  }
}

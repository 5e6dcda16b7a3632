package io.portprobe.protocols.internal.msrpc.tower;

import io.portprobe.protocols.msrpc.TowerFloor;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The floors of a protocol sequence in a tower. A sequence has several layouts: that of C706
 * appendix I, and those of Windows.
 *
 * @param sequence the name in string bindings (C706 appendix B, MS-RPCE 2.1)
 * @param rpc the protocol identifier on floor 3
 * @param endpoint the protocol identifier of the floor with the endpoint
 * @param endpointText the notation of the endpoint
 * @param required protocol identifiers that must be present too
 * @param hosts protocol identifiers of the floor that may have the host
 * @param hostText the notation of the host
 */
public record ProtocolSequenceLayout(
    String sequence,
    int rpc,
    int endpoint,
    Function<TowerFloor, String> endpointText,
    Set<Integer> required,
    Set<Integer> hosts,
    Function<TowerFloor, String> hostText) {

  private static final Function<TowerFloor, String> NUMBER = FloorText::number;
  private static final Function<TowerFloor, String> TEXT = FloorText::text;

  /** The protocol identifiers and the notation of a host; no identifiers for local sequences. */
  private record Host(Function<TowerFloor, String> text, Set<Integer> protocols) {
    static Host of(Function<TowerFloor, String> text, Integer... protocols) {
      return new Host(text, Set.of(protocols));
    }
  }

  private static final Host LOCAL = Host.of(TEXT);
  private static final Host IP = Host.of(FloorText::address, ProtocolIds.IP);
  private static final Host NETBIOS =
      Host.of(
          TEXT,
          ProtocolIds.NETBIOS,
          ProtocolIds.SPX,
          ProtocolIds.NETBIOS_CONNECTIONLESS,
          ProtocolIds.NETBIOS_NAME);
  private static final Host IPX =
      Host.of(FloorText::ipxHost, ProtocolIds.UUID, ProtocolIds.IPX, ProtocolIds.WINDOWS_IPX);
  private static final Host APPLETALK = Host.of(TEXT, ProtocolIds.APPLETALK);
  private static final Host STREETTALK = Host.of(TEXT, ProtocolIds.STREETTALK);
  private static final Host NSAP = Host.of(FloorText::hex, ProtocolIds.OSI_CLNS);

  /** In order of precedence. */
  private static final List<ProtocolSequenceLayout> ALL =
      List.of(
          connection("ncacn_ip_tcp", ProtocolIds.TCP, NUMBER, IP),
          connection("ncacn_http", ProtocolIds.HTTP, NUMBER, IP),
          connection("ncacn_np", ProtocolIds.SMB_PIPE, TEXT, NETBIOS),
          connection("ncacn_np", ProtocolIds.NAMED_PIPE, TEXT, NETBIOS),
          connection("ncacn_nb_tcp", ProtocolIds.NETBEUI, NUMBER, IP, ProtocolIds.IP),
          connection("ncacn_nb_ipx", ProtocolIds.NETBEUI, NUMBER, IPX, ProtocolIds.IPX),
          connection("ncacn_nb_ipx", ProtocolIds.NETBEUI, NUMBER, IPX, ProtocolIds.WINDOWS_IPX),
          connection("ncacn_nb_nb", ProtocolIds.NETBEUI, NUMBER, NETBIOS),
          connection("ncacn_spx", ProtocolIds.RPC_LOCAL, NUMBER, IPX),
          connection("ncacn_spx", ProtocolIds.SPX, NUMBER, IPX),
          connection("ncacn_at_dsp", ProtocolIds.APPLETALK_STREAM, TEXT, APPLETALK),
          connection("ncacn_vns_spp", ProtocolIds.VINES_SPP, NUMBER, STREETTALK),
          connection("ncacn_vns_ipc", ProtocolIds.VINES_IPC, NUMBER, STREETTALK),
          connection("ncacn_unix_stream", ProtocolIds.UNIX_SOCKET, TEXT, LOCAL),
          connection("ncacn_dnet_nsp", ProtocolIds.DNA_SESSION, TEXT, NSAP, ProtocolIds.DNA_NSP),
          connection("ncacn_dnet_nsp", ProtocolIds.DNA_SESSION_V3, TEXT, NSAP, ProtocolIds.DNA_NSP),
          connection("ncacn_osi_dna", ProtocolIds.DNA_SESSION, TEXT, NSAP, ProtocolIds.OSI_TP4),
          connection("ncacn_osi_dna", ProtocolIds.DNA_SESSION_V3, TEXT, NSAP, ProtocolIds.OSI_TP4),
          connection("ncacn_dnet_nsp", ProtocolIds.DNA_NSP, TEXT, NSAP),
          datagram("ncadg_ip_udp", ProtocolIds.UDP, NUMBER, IP),
          datagram("ncadg_ipx", ProtocolIds.WINDOWS_IPX, NUMBER, IPX),
          datagram("ncadg_ipx", ProtocolIds.IPX, NUMBER, IPX),
          datagram("ncadg_at_ddp", ProtocolIds.APPLETALK_DATAGRAM, TEXT, APPLETALK),
          datagram("ncadg_unix_dgram", ProtocolIds.UNIX_SOCKET, TEXT, LOCAL),
          layout("ncalrpc", ProtocolIds.RPC_LOCAL, ProtocolIds.NAMED_PIPE, TEXT, LOCAL));

  private static ProtocolSequenceLayout connection(
      String sequence,
      int endpoint,
      Function<TowerFloor, String> endpointText,
      Host host,
      Integer... required) {
    return layout(sequence, ProtocolIds.RPC_CONNECTION, endpoint, endpointText, host, required);
  }

  private static ProtocolSequenceLayout datagram(
      String sequence, int endpoint, Function<TowerFloor, String> endpointText, Host host) {
    return layout(sequence, ProtocolIds.RPC_CONNECTIONLESS, endpoint, endpointText, host);
  }

  private static ProtocolSequenceLayout layout(
      String sequence,
      int rpc,
      int endpoint,
      Function<TowerFloor, String> endpointText,
      Host host,
      Integer... required) {
    return new ProtocolSequenceLayout(
        sequence, rpc, endpoint, endpointText, Set.of(required), host.protocols, host.text);
  }

  /**
   * Finds the layout of a tower.
   *
   * @param rpc the protocol identifier on floor 3
   * @param below the floors below floor 3
   * @return the layout; empty if the protocol sequence is unknown
   */
  public static Optional<ProtocolSequenceLayout> find(int rpc, List<TowerFloor> below) {
    for (ProtocolSequenceLayout layout : ALL) {
      if (layout.rpc == rpc && layout.matches(below)) {
        return Optional.of(layout);
      }
    }
    return Optional.empty();
  }

  private boolean matches(List<TowerFloor> below) {
    return has(below, endpoint)
        && (required.isEmpty() || required.stream().allMatch(id -> has(below, id)));
  }

  private static boolean has(List<TowerFloor> floors, int protocol) {
    for (TowerFloor floor : floors) {
      if (floor.protocol() == protocol) {
        return true;
      }
    }
    return false;
  }

  /** Returns the endpoint of a tower with this layout, as in string bindings. */
  public String endpointOf(List<TowerFloor> below) {
    for (TowerFloor floor : below) {
      if (floor.protocol() == endpoint) {
        return endpointText.apply(floor);
      }
    }
    throw new NoSuchElementException("a floor of the protocol " + endpoint);
  }

  /** Returns the host of a tower with this layout; empty if the server left it unspecified. */
  public Optional<String> hostOf(List<TowerFloor> below) {
    for (TowerFloor floor : below) {
      if (floor.protocol() != endpoint && hosts.contains(floor.protocol())) {
        String host = hostText.apply(floor);
        return isUnspecified(host) ? Optional.empty() : Optional.of(host);
      }
    }
    return Optional.empty();
  }

  private static boolean isUnspecified(String host) {
    return host.isEmpty() || host.equals("0.0.0.0") || host.equals("::");
  }

  /** Returns whether the protocol sequence does not leave the host. */
  public boolean isLocal() {
    return hosts.isEmpty();
  }
}

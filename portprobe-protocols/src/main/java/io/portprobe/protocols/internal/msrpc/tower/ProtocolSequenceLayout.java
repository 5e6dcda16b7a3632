package io.portprobe.protocols.internal.msrpc.tower;

import io.portprobe.protocols.msrpc.TowerFloor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One way in which a tower spells a protocol sequence. The same sequence may be spelt in several
 * ways: as C706 appendix I has it, and as Windows does.
 *
 * @param sequence its name in string bindings (C706 appendix B, MS-RPCE 2.1)
 * @param rpc the identifier on floor 3
 * @param endpoint the identifier of the floor that has the endpoint
 * @param endpointText how to write it
 * @param required identifiers that must be there too
 * @param hosts identifiers of the floor that may name the host, with how to write it; none if the
 *     sequence does not leave the machine
 */
public record ProtocolSequenceLayout(
    String sequence,
    int rpc,
    int endpoint,
    Function<TowerFloor, String> endpointText,
    Set<Integer> required,
    Map<Integer, Function<TowerFloor, String>> hosts) {

  private static final Function<TowerFloor, String> NUMBER = FloorText::number;
  private static final Function<TowerFloor, String> TEXT = FloorText::text;

  private static final Map<Integer, Function<TowerFloor, String>> NOWHERE = Map.of();
  private static final Map<Integer, Function<TowerFloor, String>> IP =
      Map.of(ProtocolIds.IP, FloorText::address);
  private static final Map<Integer, Function<TowerFloor, String>> NETBIOS =
      Map.of(
          ProtocolIds.NETBIOS, TEXT,
          ProtocolIds.SPX, TEXT,
          ProtocolIds.NETBIOS_CONNECTIONLESS, TEXT,
          ProtocolIds.NETBIOS_NAME, TEXT);
  private static final Map<Integer, Function<TowerFloor, String>> IPX =
      Map.of(
          ProtocolIds.UUID, FloorText::ipxHost,
          ProtocolIds.IPX, FloorText::ipxHost,
          ProtocolIds.WINDOWS_IPX, FloorText::ipxHost);
  private static final Map<Integer, Function<TowerFloor, String>> APPLETALK =
      Map.of(ProtocolIds.APPLETALK, TEXT);
  private static final Map<Integer, Function<TowerFloor, String>> STREETTALK =
      Map.of(ProtocolIds.STREETTALK, TEXT);
  private static final Map<Integer, Function<TowerFloor, String>> NSAP =
      Map.of(ProtocolIds.OSI_CLNS, FloorText::hex);

  /** The first that fits counts. */
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
          connection("ncacn_unix_stream", ProtocolIds.UNIX_SOCKET, TEXT, NOWHERE),
          connection("ncacn_dnet_nsp", ProtocolIds.DNA_SESSION, TEXT, NSAP, ProtocolIds.DNA_NSP),
          connection("ncacn_dnet_nsp", ProtocolIds.DNA_SESSION_V3, TEXT, NSAP, ProtocolIds.DNA_NSP),
          connection("ncacn_osi_dna", ProtocolIds.DNA_SESSION, TEXT, NSAP, ProtocolIds.OSI_TP4),
          connection("ncacn_osi_dna", ProtocolIds.DNA_SESSION_V3, TEXT, NSAP, ProtocolIds.OSI_TP4),
          connection("ncacn_dnet_nsp", ProtocolIds.DNA_NSP, TEXT, NSAP),
          datagram("ncadg_ip_udp", ProtocolIds.UDP, NUMBER, IP),
          datagram("ncadg_ipx", ProtocolIds.WINDOWS_IPX, NUMBER, IPX),
          datagram("ncadg_ipx", ProtocolIds.IPX, NUMBER, IPX),
          datagram("ncadg_at_ddp", ProtocolIds.APPLETALK_DATAGRAM, TEXT, APPLETALK),
          datagram("ncadg_unix_dgram", ProtocolIds.UNIX_SOCKET, TEXT, NOWHERE),
          new ProtocolSequenceLayout(
              "ncalrpc", ProtocolIds.RPC_LOCAL, ProtocolIds.NAMED_PIPE, TEXT, Set.of(), NOWHERE));

  private static ProtocolSequenceLayout connection(
      String sequence,
      int endpoint,
      Function<TowerFloor, String> endpointText,
      Map<Integer, Function<TowerFloor, String>> hosts,
      Integer... required) {
    return new ProtocolSequenceLayout(
        sequence, ProtocolIds.RPC_CONNECTION, endpoint, endpointText, Set.of(required), hosts);
  }

  private static ProtocolSequenceLayout datagram(
      String sequence,
      int endpoint,
      Function<TowerFloor, String> endpointText,
      Map<Integer, Function<TowerFloor, String>> hosts) {
    return new ProtocolSequenceLayout(
        sequence, ProtocolIds.RPC_CONNECTIONLESS, endpoint, endpointText, Set.of(), hosts);
  }

  /**
   * Finds out how a tower is spelt.
   *
   * @param rpc the identifier on floor 3
   * @param below the floors below it
   */
  public static Optional<ProtocolSequenceLayout> find(int rpc, List<TowerFloor> below) {
    return ALL.stream().filter(kind -> kind.rpc == rpc && kind.matches(below)).findFirst();
  }

  private boolean matches(List<TowerFloor> below) {
    return has(below, endpoint) && required.stream().allMatch(id -> has(below, id));
  }

  private static boolean has(List<TowerFloor> floors, int protocol) {
    return floors.stream().anyMatch(floor -> floor.protocol() == protocol);
  }

  /** The endpoint as it stands in brackets. */
  public String endpointOf(List<TowerFloor> below) {
    return below.stream()
        .filter(floor -> floor.protocol() == endpoint)
        .findFirst()
        .map(endpointText)
        .orElseThrow();
  }

  /** The host that the tower names; empty if it names none. */
  public Optional<String> hostOf(List<TowerFloor> below) {
    return below.stream()
        .filter(floor -> floor.protocol() != endpoint && hosts.containsKey(floor.protocol()))
        .findFirst()
        .flatMap(floor -> Optional.ofNullable(hosts.get(floor.protocol())).map(f -> f.apply(floor)))
        .filter(host -> !isUnspecified(host));
  }

  /** Whether the server leaves it to the client to know the host. */
  private static boolean isUnspecified(String host) {
    return host.isEmpty() || host.equals("0.0.0.0") || host.equals("0:0:0:0:0:0:0:0");
  }

  public boolean isLocal() {
    return hosts.isEmpty();
  }
}

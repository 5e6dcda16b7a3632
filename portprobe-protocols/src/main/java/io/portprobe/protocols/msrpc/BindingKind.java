package io.portprobe.protocols.msrpc;

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
record BindingKind(
    String sequence,
    int rpc,
    int endpoint,
    Function<Floor, String> endpointText,
    Set<Integer> required,
    Map<Integer, Function<Floor, String>> hosts) {

  private static final Function<Floor, String> NUMBER = FloorText::number;
  private static final Function<Floor, String> TEXT = FloorText::text;

  private static final Map<Integer, Function<Floor, String>> NOWHERE = Map.of();
  private static final Map<Integer, Function<Floor, String>> IP =
      Map.of(ProtocolIds.IP, FloorText::address);
  private static final Map<Integer, Function<Floor, String>> NETBIOS =
      Map.of(
          ProtocolIds.NETBIOS, TEXT,
          ProtocolIds.SPX, TEXT,
          ProtocolIds.NETBIOS_CONNECTIONLESS, TEXT,
          ProtocolIds.NETBIOS_NAME, TEXT);
  private static final Map<Integer, Function<Floor, String>> IPX =
      Map.of(
          ProtocolIds.UUID, FloorText::ipxHost,
          ProtocolIds.IPX, FloorText::ipxHost,
          ProtocolIds.WINDOWS_IPX, FloorText::ipxHost);
  private static final Map<Integer, Function<Floor, String>> APPLETALK =
      Map.of(ProtocolIds.APPLETALK, TEXT);
  private static final Map<Integer, Function<Floor, String>> STREETTALK =
      Map.of(ProtocolIds.STREETTALK, TEXT);
  private static final Map<Integer, Function<Floor, String>> NSAP =
      Map.of(ProtocolIds.OSI_CLNS, FloorText::hex);

  /** The first that fits counts. */
  private static final List<BindingKind> ALL =
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
          new BindingKind(
              "ncalrpc", ProtocolIds.RPC_LOCAL, ProtocolIds.NAMED_PIPE, TEXT, Set.of(), NOWHERE));

  private static BindingKind connection(
      String sequence,
      int endpoint,
      Function<Floor, String> endpointText,
      Map<Integer, Function<Floor, String>> hosts,
      Integer... required) {
    return new BindingKind(
        sequence, ProtocolIds.RPC_CONNECTION, endpoint, endpointText, Set.of(required), hosts);
  }

  private static BindingKind datagram(
      String sequence,
      int endpoint,
      Function<Floor, String> endpointText,
      Map<Integer, Function<Floor, String>> hosts) {
    return new BindingKind(
        sequence, ProtocolIds.RPC_CONNECTIONLESS, endpoint, endpointText, Set.of(), hosts);
  }

  /**
   * Finds out how a tower is spelt.
   *
   * @param rpc the identifier on floor 3
   * @param below the floors below it
   */
  static Optional<BindingKind> of(int rpc, List<Floor> below) {
    return ALL.stream().filter(kind -> kind.rpc == rpc && kind.fits(below)).findFirst();
  }

  private boolean fits(List<Floor> below) {
    return has(below, endpoint) && required.stream().allMatch(id -> has(below, id));
  }

  private static boolean has(List<Floor> floors, int protocol) {
    return floors.stream().anyMatch(floor -> floor.protocol() == protocol);
  }

  /** The endpoint as it stands in brackets. */
  String endpointOf(List<Floor> below) {
    return below.stream()
        .filter(floor -> floor.protocol() == endpoint)
        .findFirst()
        .map(endpointText)
        .orElseThrow();
  }

  /** The host that the tower names; empty if it names none. */
  Optional<String> hostOf(List<Floor> below) {
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

  boolean isLocal() {
    return hosts.isEmpty();
  }
}

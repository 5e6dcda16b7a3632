package io.portprobe.examples.lab.protocols;

import io.portprobe.examples.lab.Tool;
import io.portprobe.protocols.msrpc.MappedEndpoint;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What rpcclient and Impacket print of an endpoint mapper, and how to say the same of ours. */
final class RpcTools {
  private static final Pattern RPCCLIENT =
      Pattern.compile(
          "(\\S+) ([a-z_0-9]+):([^\\[]*)\\[(.*),abstract_syntax=(\\S+)/0x(\\w+)\\]: ?(.*)");

  private static final String CONNECT =
      """
      import sys
      from impacket.dcerpc.v5 import epm, mgmt, transport
      from impacket.uuid import uuidtup_to_bin, bin_to_string
      def connect(interface=None):
        dce = transport.DCERPCTransportFactory('ncacn_ip_tcp:%s[135]' % sys.argv[1]).get_dce_rpc()
        dce.connect()
        if interface:
          dce.bind(interface)
        return dce
      """;

  /** Its own hept_lookup takes the status at the end of the list for a failure. */
  private static final String LOOKUP =
      """
      dce = connect(epm.MSRPC_UUID_PORTMAP)
      handle = epm.ept_lookup_handle_t()
      while True:
        request = epm.ept_lookup()
        request['inquiry_type'] = epm.RPC_C_EP_ALL_ELTS
        request['object'] = request['Ifid'] = epm.NULL
        request['vers_option'] = epm.RPC_C_VERS_ALL
        request['entry_handle'] = handle
        request['max_ents'] = 500
        reply = dce.request(request, checkError=False)
        for i in range(reply['num_ents']):
          entry = reply['entries'][i]
          floors = epm.EPMTower(b''.join(entry['tower']['tower_octet_string']))['Floors']
          print(str(floors[0]).lower(), bin_to_string(entry['object']).lower(),
                epm.PrintStringBinding(floors),
                b''.join(entry['annotation']).rstrip(b'\\0').decode(), sep='|')
        handle = reply['entry_handle']
        if handle.isNull() or reply['status'] != 0:
          break
      """;

  private static final String MAP =
      """
      interface = uuidtup_to_bin((sys.argv[2], sys.argv[3]))
      print(epm.hept_map(sys.argv[1], interface, protocol='ncacn_ip_tcp',
                         dce=connect()))
      """;

  private static final String INTERFACES =
      """
      vector = mgmt.hinq_if_ids(connect(mgmt.MSRPC_UUID_MGMT))['if_id_vector']
      for i in vector['if_id']:
        print(bin_to_string(i['Data']['Uuid']).lower(), i['Data']['VersMajor'])
      """;

  private RpcTools() {}

  /** Object, sequence, host, endpoint, interface, version, annotation. */
  static String ofRpcclient(String line) {
    Matcher parts = RPCCLIENT.matcher(line);
    if (!parts.matches()) {
      throw new AssertionError("not a line of rpcclient: " + line);
    }
    return String.join(
        "|",
        parts.group(1),
        parts.group(2),
        parts.group(4),
        parts.group(5),
        parts.group(6),
        parts.group(7));
  }

  static String likeRpcclient(MappedEndpoint entry) {
    return String.join(
        "|",
        entry.objectId().orElse(new UUID(0, 0)).toString(),
        entry.protocolSequence().orElseThrow(),
        entry.endpoint(),
        entry.interfaceId().toString(),
        "%04x%04x".formatted(entry.minorVersion(), entry.majorVersion()),
        entry.annotation());
  }

  /**
   * Interface, object, string binding, annotation; a host that a tower leaves open is filled in.
   */
  static List<String> impacketLookup(String server) {
    return python(CONNECT + LOOKUP, server).stream()
        .map(
            line ->
                line.replaceFirst("(ncac\\w+|ncadg\\w+):(0\\.0\\.0\\.0)?\\[", "$1:" + server + "["))
        .sorted()
        .toList();
  }

  static String likeImpacket(MappedEndpoint entry) {
    return String.join(
        "|",
        entry.interfaceId() + " v" + entry.version(),
        entry.objectId().orElse(new UUID(0, 0)).toString(),
        entry.stringBinding(),
        entry.annotation());
  }

  static List<String> impacketMap(String server, String interfaceId, String version) {
    return python(CONNECT + MAP, server, interfaceId, version);
  }

  static List<String> impacketInterfaces(String server) {
    return python(CONNECT + INTERFACES, server).stream()
        .map(line -> line.toLowerCase(Locale.ROOT))
        .sorted()
        .toList();
  }

  private static List<String> python(String script, String... arguments) {
    String[] command = new String[3 + arguments.length];
    command[0] = "/usr/bin/python3"; // where Debian's packages are
    command[1] = "-c";
    command[2] = script;
    System.arraycopy(arguments, 0, command, 3, arguments.length);
    return Tool.run(command);
  }
}

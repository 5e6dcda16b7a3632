package io.portprobe.examples.lab.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Endpoint;
import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.Transport;
import io.portprobe.examples.lab.InLab;
import io.portprobe.examples.lab.Lab;
import io.portprobe.examples.lab.Tool;
import io.portprobe.protocols.ldap.DomainControllerFlag;
import io.portprobe.protocols.ldap.Ldap;
import io.portprobe.protocols.ldap.Netlogon;
import io.portprobe.protocols.ldap.NtVersion;
import io.portprobe.protocols.ldap.RootDse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@InLab
class NetlogonLabTest {
  private static final String DOMAIN = "ad.portprobe.test";

  /** What net ads lookup calls the flags. */
  private static final Map<String, DomainControllerFlag> FLAGS =
      Map.ofEntries(
          Map.entry("Is a PDC", DomainControllerFlag.PDC),
          Map.entry("Is a GC of the forest", DomainControllerFlag.GC),
          Map.entry("Is an LDAP server", DomainControllerFlag.LDAP),
          Map.entry("Supports DS", DomainControllerFlag.DS),
          Map.entry("Is running a KDC", DomainControllerFlag.KDC),
          Map.entry("Is running time services", DomainControllerFlag.TIMESERV),
          Map.entry("Is the closest DC", DomainControllerFlag.CLOSEST),
          Map.entry("Is writable", DomainControllerFlag.WRITABLE),
          Map.entry("Has a hardware clock", DomainControllerFlag.GOOD_TIMESERV),
          Map.entry("Is a non-domain NC serviced by LDAP server", DomainControllerFlag.NDNC),
          Map.entry("Is NT6 DC that has some secrets", DomainControllerFlag.SELECT_SECRET_DOMAIN_6),
          Map.entry("Is NT6 DC that has all secrets", DomainControllerFlag.FULL_SECRET_DOMAIN_6),
          Map.entry("Runs Active Directory Web Services", DomainControllerFlag.WS),
          Map.entry("Runs on Windows 2012 or later", DomainControllerFlag.DS_8));

  private static ProbeClient client;

  @BeforeAll
  static void open() {
    client = ProbeClient.builder().timeout(Duration.ofSeconds(30)).build();
  }

  @AfterAll
  static void close() {
    client.close();
  }

  @ParameterizedTest
  @CsvSource({
    "UDP, 198.18.77.20, 389, false",
    "UDP, 2001:db8:77::20, 389, false",
    "TCP, 198.18.77.20, 389, false",
    "TCP, 2001:db8:77::20, 389, false",
    "TCP, 198.18.77.20, 389, true",
    "TCP, 198.18.77.20, 3268, false",
    "TCP, 198.18.77.20, 636, false"
  })
  @DisplayName("Netlogon over each transport equals net ads lookup")
  void sameAsNetAdsLookup(Transport transport, String host, int port, boolean startTls) {
    PortProbe probe =
        client
            .probe(new Endpoint(transport, host, port))
            .option(Ldap.NETLOGON_VERSION, Set.of(NtVersion.V5, NtVersion.V5EX))
            .option(Ldap.START_TLS, startTls);

    assertThat(asNetAdsLookupWritesIt(netlogon(probe))).isEqualTo(netAdsLookup());
  }

  /** Its lines by the text before the colon. */
  private static Map<String, String> netAdsLookup() {
    Map<String, String> lines = new LinkedHashMap<>();
    for (String line : Tool.run("net", "ads", "lookup", "-S", Lab.AD)) {
      int colon = line.indexOf(':');
      if (colon >= 0 && !line.substring(colon + 1).isBlank()) {
        lines.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
      }
    }
    lines.remove("Information for Domain Controller"); // what was requested
    assertThat(lines).hasSize(12 + FLAGS.size());
    return lines;
  }

  private static Map<String, String> asNetAdsLookupWritesIt(Netlogon netlogon) {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("Response Type", netlogon.opcode().name());
    lines.put("GUID", netlogon.domainGuid().orElseThrow().toString());
    FLAGS.forEach((name, flag) -> lines.put(name, netlogon.flags().contains(flag) ? "yes" : "no"));
    lines.put("Forest", netlogon.forest().orElseThrow());
    lines.put("Domain", netlogon.domain().orElseThrow());
    lines.put("Domain Controller", netlogon.host().orElseThrow());
    lines.put("Pre-Win2k Domain", netlogon.netbiosDomain().orElseThrow());
    lines.put("Pre-Win2k Hostname", netlogon.netbiosHost().orElseThrow());
    lines.put("Server Site Name", netlogon.site().orElseThrow());
    lines.put("Client Site Name", netlogon.clientSite().orElseThrow());
    lines.put("NT Version", Integer.toString(netlogon.ntVersion()));
    lines.put("LMNT Token", Integer.toHexString(netlogon.lmNtToken()));
    lines.put("LM20 Token", Integer.toHexString(netlogon.lm20Token()));
    return lines;
  }

  @ParameterizedTest
  @CsvSource({
    "UDP, V5, NETLOGON_SAM_LOGON_RESPONSE",
    "TCP, V5, NETLOGON_SAM_LOGON_RESPONSE",
    "UDP, V1, NETLOGON_SAM_LOGON_RESPONSE_NT40",
    "TCP, V1, NETLOGON_SAM_LOGON_RESPONSE_NT40"
  })
  @DisplayName("Netlogon in the older forms equals Samba's decoder")
  void olderForms(Transport transport, NtVersion version, String structure) {
    Netlogon netlogon =
        netlogon(
            client
                .probe(new Endpoint(transport, Lab.AD, 389))
                .option(Ldap.NETLOGON_DOMAIN, DOMAIN)
                .option(Ldap.NETLOGON_VERSION, Set.of(version)));
    Map<String, String> decoded = decodedBySamba(version, structure);

    assertThat(decoded.get("command")).startsWith(netlogon.opcode().name());
    assertThat(decoded)
        .containsEntry("pdc_name", "'\\\\" + netlogon.netbiosHost().orElseThrow() + "'")
        .containsEntry("domain_name", "'" + netlogon.netbiosDomain().orElseThrow() + "'")
        .containsEntry("user_name", "'" + netlogon.user().orElse("") + "'");
    assertThat(decoded.get("nt_version")).endsWith("(" + netlogon.ntVersion() + ")");
    if (version == NtVersion.V1) {
      assertThat(netlogon.forest()).isEmpty();
      return;
    }
    int flags = netlogon.flags().stream().mapToInt(DomainControllerFlag::bit).sum();
    assertThat(decoded.get("server_type")).endsWith("(" + flags + ")");
    assertThat(decoded)
        .containsEntry("domain_uuid", netlogon.domainGuid().orElseThrow().toString())
        .containsEntry("forest", "'" + netlogon.forest().orElseThrow() + "'")
        .containsEntry("dns_domain", "'" + netlogon.domain().orElseThrow() + "'")
        .containsEntry("pdc_dns_name", "'" + netlogon.host().orElseThrow() + "'")
        .containsEntry("pdc_ip", netlogon.address().orElseThrow());
  }

  /** What ldapsearch gets, taken apart by Samba's Python. */
  private static Map<String, String> decodedBySamba(NtVersion version, String structure) {
    String program =
        "import base64,subprocess,sys\n"
            + "from samba.dcerpc import nbt\n"
            + "from samba.ndr import ndr_unpack, ndr_print\n"
            + "out = subprocess.run(['ldapsearch','-LLL','-x','-o','ldif-wrap=no','-H',sys.argv[1],"
            + "'-s','base','-b','',sys.argv[2],'netlogon'],capture_output=True,text=True).stdout\n"
            + "blob = [l for l in out.splitlines() if l.startswith('netlogon:: ')][0][11:]\n"
            + "print(ndr_print(ndr_unpack(getattr(nbt,sys.argv[3]),base64.b64decode(blob))))\n";
    String filter =
        String.format("(&(DnsDomain=%s)(NtVer=\\%02x\\00\\00\\00))", DOMAIN, version.bit());
    Map<String, String> fields = new LinkedHashMap<>();
    List<String> printed =
        Tool.run("/usr/bin/python3", "-c", program, "ldap://" + Lab.AD, filter, structure);
    for (String line : printed) {
      String[] field = line.strip().split("\\s*: ", 2);
      if (field.length == 2) {
        fields.putIfAbsent(field[0], field[1]);
      }
    }
    fields.computeIfPresent("domain", (name, value) -> fields.put("domain_name", value));
    fields.computeIfPresent("server", (name, value) -> fields.put("pdc_name", value));
    return fields;
  }

  @Test
  @DisplayName("Netlogon returns the address on request")
  void address() {
    Netlogon netlogon =
        netlogon(
            client
                .udp(Lab.AD, 389)
                .option(Ldap.NETLOGON_VERSION, Set.of(NtVersion.V5EX, NtVersion.V5EX_WITH_IP)));

    assertThat(netlogon.address()).hasValue(Lab.AD);
    assertThat(netlogon.site()).hasValue("Testbed-Site");
  }

  @ParameterizedTest
  @CsvSource({"UDP", "TCP"})
  @DisplayName("Netlogon of a foreign domain is empty, and the rootDSE is complete")
  void foreignDomain(Transport transport) {
    RootDse rootDse =
        rootDse(
            client
                .probe(new Endpoint(transport, Lab.AD, 389))
                .option(Ldap.NETLOGON_DOMAIN, "foreign.test"));

    assertThat(rootDse.netlogon()).isEmpty();
    assertThat(rootDse.complete()).isTrue();
    assertThat(rootDse.notes())
        .containsExactly("the server returned nothing for the netlogon ping: success (0)");
  }

  @Test
  @DisplayName("OpenLDAP receives no netlogon ping")
  void openLdap() {
    RootDse rootDse = rootDse(client.tcp(Lab.SRV, 389));

    assertThat(rootDse.netlogon()).isEmpty();
    assertThat(rootDse.notes()).isEmpty();
  }

  private static Netlogon netlogon(PortProbe probe) {
    return rootDse(probe).netlogon().orElseThrow();
  }

  private static RootDse rootDse(PortProbe probe) {
    ProbeReport report = probe.report().join();
    return report.finding(RootDse.class).orElseThrow(() -> new AssertionError(report.explain()));
  }
}

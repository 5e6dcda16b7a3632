package io.portprobe.examples.lab.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.examples.lab.InLab;
import io.portprobe.examples.lab.LabClient;
import io.portprobe.examples.lab.Tool;
import io.portprobe.protocols.netbios.NameQueryResponse;
import io.portprobe.protocols.netbios.NetBios;
import io.portprobe.protocols.netbios.NodeName;
import io.portprobe.protocols.netbios.NodeStatus;
import io.portprobe.protocols.netbios.SessionResponse;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@InLab
class NetBiosLabTest {
  @RegisterExtension static final LabClient LAB = new LabClient();

  private static final Pattern NMBLOOKUP_NAME =
      Pattern.compile("^\\t(.{15}) <(..)> - (<GROUP>|       ) ([BPMH]) (.*?) ?$");
  private static final Pattern NBTSCAN_NAME = Pattern.compile("^(.*?) *<(..)> +(UNIQUE|GROUP)$");

  @ParameterizedTest(name = "{0} is {1} in {2}, controller of {3}")
  @CsvSource({
    "198.18.77.20, DC1, PORTPROBE, PORTPROBE",
    "198.18.77.21, FILESRV, WORKTEST, ",
  })
  void sameAsOthers(String host, String computer, String workgroup, String domain) {
    ProbeReport report = LAB.udp(host, 137).report().join();
    assertThat(report.state()).isEqualTo(PortState.LISTENING);
    NodeStatus ours = report.finding(NodeStatus.class).orElseThrow();
    assertThat(ours.computerName()).contains(computer);
    assertThat(ours.workgroup()).contains(workgroup);
    assertThat(ours.domain().orElse(null)).isEqualTo(domain);
    compareWithNmblookup(ours, Tool.run("nmblookup", "-A", host));
    compareWithNbtscan(ours, Tool.run("nbtscan", "-v", host));
  }

  @ParameterizedTest(name = "{1} of {0}")
  @CsvSource({"198.18.77.20, DC1#20", "198.18.77.20, PORTPROBE#1b", "198.18.77.21, FILESRV#00"})
  @DisplayName("The owner of a name equals that of nmblookup")
  void nameQuery(String host, String name) {
    NameQueryResponse ours =
        LAB.udp(host, 137)
            .option(NetBios.NAME, name)
            .report()
            .join()
            .finding(NameQueryResponse.class)
            .orElseThrow();
    assertThat(ours.error()).isEmpty();
    List<String> addresses = ours.owners().stream().map(NameQueryResponse.Owner::address).toList();
    assertThat(addresses).isNotEmpty().isEqualTo(nmblookupAddresses(host, name));
  }

  private static List<String> nmblookupAddresses(String host, String name) {
    return Tool.run("nmblookup", "-U", host, name).stream()
        .filter(line -> line.matches("[0-9.]+ .*<..>"))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"198.18.77.20", "198.18.77.21"})
  @DisplayName("The file server accepts a session for any called name")
  void session(String host) {
    SessionResponse answer =
        LAB.tcp(host, 139).report().join().finding(SessionResponse.class).orElseThrow();
    assertThat(answer.kind()).isEqualTo(SessionResponse.Kind.POSITIVE);
    assertThat(answer.called()).isEqualTo("*SMBSERVER<20>");
  }

  private static void compareWithNmblookup(NodeStatus ours, List<String> output) {
    List<String> names =
        ours.names().stream()
            .map(
                name ->
                    String.format(
                        Locale.ROOT,
                        "%s <%02x> %s %s%s%s%s%s",
                        name.name().replaceAll("\\\\x..", "."),
                        name.suffix(),
                        name.group() ? "group" : "unique",
                        name.nodeType(),
                        name.deregistering() ? " <DEREGISTERING>" : "",
                        name.conflict() ? " <CONFLICT>" : "",
                        name.active() ? " <ACTIVE>" : "",
                        name.permanent() ? " <PERMANENT>" : ""))
            .toList();
    List<String> theirs =
        output.stream()
            .map(NMBLOOKUP_NAME::matcher)
            .filter(Matcher::matches)
            .map(NetBiosLabTest::nmblookupName)
            .toList();
    assertThat(names).isNotEmpty().isEqualTo(theirs);
    String mac =
        output.stream()
            .filter(line -> line.contains("MAC Address = "))
            .map(line -> line.replaceAll(".*= |-", "").toLowerCase(Locale.ROOT))
            .findFirst()
            .orElseThrow();
    assertThat(ours.unitId()).contains(mac);
  }

  private static String nmblookupName(Matcher line) {
    String kind = line.group(3).isBlank() ? "unique" : "group";
    return line.group(1).trim()
        + (" <" + line.group(2) + "> " + kind + " " + line.group(4) + " " + line.group(5));
  }

  private static void compareWithNbtscan(NodeStatus ours, List<String> output) {
    List<String> theirs =
        output.stream()
            .map(NBTSCAN_NAME::matcher)
            .filter(Matcher::matches)
            .map(m -> m.group(1) + " " + m.group(2) + " " + m.group(3))
            .toList();
    assertThat(ours.names().stream().map(NetBiosLabTest::nbtscanName).toList()).isEqualTo(theirs);
    String mac =
        output.stream()
            .filter(line -> line.startsWith("Adapter address: "))
            .map(line -> line.substring(17).replace(":", ""))
            .findFirst()
            .orElseThrow();
    assertThat(ours.unitId()).contains(mac);
  }

  private static String nbtscanName(NodeName name) {
    Matcher control = Pattern.compile("\\\\x(..)").matcher(name.name());
    String raw = control.replaceAll(found -> "" + (char) Integer.parseInt(found.group(1), 16));
    String kind = name.group() ? "GROUP" : "UNIQUE";
    return String.format(Locale.ROOT, "%s %02x %s", raw, name.suffix(), kind);
  }
}

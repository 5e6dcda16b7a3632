package io.portprobe.examples.lab.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.Transport;
import io.portprobe.examples.lab.InLab;
import io.portprobe.examples.lab.Lab;
import io.portprobe.examples.lab.LabClient;
import io.portprobe.examples.lab.Tool;
import io.portprobe.protocols.simple.CharacterStream;
import io.portprobe.protocols.simple.EchoReply;
import io.portprobe.protocols.simple.ServerTime;
import io.portprobe.protocols.simple.SilentService;
import io.portprobe.protocols.simple.SimpleText;
import io.portprobe.protocols.ssh.SshAlgorithms;
import io.portprobe.protocols.ssh.SshResult;
import io.portprobe.protocols.sunrpc.RpcRegistry;
import io.portprobe.spi.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SSH, rpcbind and the small services of xinetd, compared with the clients of others. */
@InLab
class InfrastructureLabTest {
  @RegisterExtension static final LabClient LAB = new LabClient();

  private static <F extends Finding> F finding(ProbeReport report, Class<F> type) {
    return report.finding(type).orElseThrow(() -> new AssertionError(report.explain()));
  }

  private static <F extends Finding> F small(Transport transport, int port, Class<F> type) {
    ProbeReport report = LAB.probe(transport, Lab.SRV, port).report().join();
    assertThat(report.state()).isEqualTo(PortState.LISTENING);
    if (transport == Transport.UDP) {
      assertThat(report.reason()).isEqualTo(Reason.REPLIED);
    }
    return finding(report, type);
  }

  @ParameterizedTest
  @CsvSource({
    "198.18.77.30, OpenSSH, Debian",
    "2001:db8:77::30, OpenSSH, Debian",
    "198.18.77.31, Dropbear,"
  })
  void ssh_algorithms_equalThoseOfTheOpenSshClient(String host, String product, String system) {
    SshResult ours = finding(LAB.tcp(host, 22).report().join(), SshResult.class);
    List<String> debug =
        Tool.run(
            "sh",
            "-c",
            "ssh -vv -o BatchMode=yes -o StrictHostKeyChecking=no"
                + " -o UserKnownHostsFile=/dev/null "
                + host
                + " true 2>&1 || true");
    SshAlgorithms algorithms = ours.algorithms().orElseThrow();

    assertThat(debug).anyMatch(line -> line.endsWith("remote software version " + software(ours)));
    List<String> server = debug.subList(indexOf(debug, "peer server KEXINIT"), debug.size());
    assertThat(algorithms.keyExchange()).isEqualTo(list(server, "KEX algorithms"));
    assertThat(algorithms.hostKey()).isEqualTo(list(server, "host key algorithms"));
    assertThat(algorithms.ciphersToServer()).isEqualTo(list(server, "ciphers ctos"));
    assertThat(algorithms.ciphersToClient()).isEqualTo(list(server, "ciphers stoc"));
    assertThat(algorithms.macsToServer()).isEqualTo(list(server, "MACs ctos"));
    assertThat(algorithms.macsToClient()).isEqualTo(list(server, "MACs stoc"));
    assertThat(algorithms.compressionToServer()).isEqualTo(list(server, "compression ctos"));
    assertThat(algorithms.compressionToClient()).isEqualTo(list(server, "compression stoc"));
    assertThat(ours.facts().product()).contains(product);
    assertThat(ours.facts().operatingSystem().orElse(null)).isEqualTo(system);
  }

  private static String software(SshResult result) {
    return result.software() + result.comments().map(text -> " " + text).orElse("");
  }

  private static int indexOf(List<String> lines, String text) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(text)) {
        return i;
      }
    }
    throw new AssertionError(text + " in " + lines);
  }

  private static List<String> list(List<String> lines, String kind) {
    String line = lines.get(indexOf(lines, "debug2: " + kind + ": "));
    return List.of(line.substring(line.lastIndexOf(": ") + 2).strip().split(","));
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void rpcbind_mappings_equalThoseOfRpcinfo(Transport transport) {
    ProbeReport report = LAB.probe(transport, Lab.SRV, 111).report().join();
    RpcRegistry ours = finding(report, RpcRegistry.class);
    List<String> theirs =
        Tool.run("rpcinfo", "-p", Lab.SRV).stream()
            .skip(1)
            .map(line -> String.join(" ", line.strip().split(" +", -1)))
            .map(line -> line.substring(0, line.lastIndexOf(' ')))
            .toList();

    assertThat(
            ours.mappings().stream()
                .map(
                    each ->
                        each.program()
                            + (" " + each.version() + " " + each.transport() + " " + each.port())))
        .isNotEmpty()
        .containsExactlyElementsOf(theirs);
    assertThat(ours.complete()).isTrue();
    assertThat(netIds(ours)).isEqualTo(netIds(Tool.run("rpcinfo", "-s", Lab.SRV)));
  }

  private static Set<String> netIds(RpcRegistry registry) {
    Set<String> ids = new TreeSet<>();
    registry.addresses().forEach(address -> ids.add(address.netId()));
    return ids;
  }

  /** Returns the third column of the list, without its heading. */
  private static Set<String> netIds(List<String> output) {
    Set<String> ids = new TreeSet<>();
    output.stream()
        .skip(1)
        .map(line -> line.strip().split(" +", -1)[2])
        .forEach(column -> ids.addAll(List.of(column.split(","))));
    return ids;
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void xinetd_servicesOfBothTransports_areFound(Transport transport) {
    assertThat(small(transport, 7, EchoReply.class).bytes()).isEqualTo(18);
    assertThat(small(transport, 19, CharacterStream.class).lineLength()).isEqualTo(72);
    assertThat(small(transport, 13, SimpleText.class).text().get(0)).contains("UTC");
    assertThat(small(transport, 37, ServerTime.class).skew())
        .isBetween(Duration.ofSeconds(-2), Duration.ofSeconds(2));
  }

  @Test
  void discard_isPossibleOnly() {
    SilentService discard = small(Transport.TCP, 9, SilentService.class);

    assertThat(discard.protocol()).isEqualTo("discard");
    assertThat(discard.facts().service()).isEmpty();
  }

  /** A server of another protocol is no finding, as it is not for nmap. */
  @ParameterizedTest
  @ValueSource(strings = {"telnet", "vnc", "rsync", "rpcbind", "echo", "ident", "chargen", "sip"})
  void otherServer_isNoFinding(String protocol) {
    ProbeReport report =
        LAB.tcp(Lab.SRV, 22).as(protocol).timeout(Duration.ofSeconds(4)).report().join();

    assertThat(report.findings()).isEmpty();
  }
}

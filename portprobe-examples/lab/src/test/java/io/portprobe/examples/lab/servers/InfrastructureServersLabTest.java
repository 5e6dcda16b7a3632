package io.portprobe.examples.lab.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.Transport;
import io.portprobe.examples.lab.InLab;
import io.portprobe.examples.lab.LabClient;
import io.portprobe.examples.lab.Tool;
import io.portprobe.protocols.radius.Radius;
import io.portprobe.protocols.radius.RadiusStatus;
import io.portprobe.protocols.rsync.Rsync;
import io.portprobe.protocols.rsync.RsyncResult;
import io.portprobe.protocols.simple.IdentReply;
import io.portprobe.protocols.simple.SilentService;
import io.portprobe.protocols.simple.SimpleText;
import io.portprobe.protocols.sunrpc.RpcVersions;
import io.portprobe.protocols.telnet.TelnetResult;
import io.portprobe.protocols.vnc.VncResult;
import io.portprobe.spi.Finding;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares servers of hosts and networks with the clients of the same protocols. */
@InLab
class InfrastructureServersLabTest {
  @RegisterExtension static final LabClient LAB = new LabClient();

  @RegisterExtension
  static final DebianServers SERVERS =
      new DebianServers(
          DebianServer.RSYNC,
          DebianServer.TELNETD_SSL,
          DebianServer.FINGERD,
          DebianServer.OIDENTD,
          DebianServer.RSYSLOGD,
          DebianServer.FREERADIUS,
          DebianServer.GANESHA,
          DebianServer.XVNC);

  private static ProbeReport report(DebianServer server) {
    return LAB.probe(server.transport(), server.host(), server.port()).report().join();
  }

  private static <F extends Finding> F finding(DebianServer server, Class<F> type) {
    return report(server).finding(type).orElseThrow();
  }

  @Test
  @DisplayName("The message and the modules of rsync are those that its client lists")
  void rsync() {
    RsyncResult rsync =
        LAB.tcp(DebianServer.RSYNC.host(), DebianServer.RSYNC.port())
            .option(Rsync.MODULES, true)
            .report()
            .join()
            .finding(RsyncResult.class)
            .orElseThrow();
    List<String> theirs =
        DebianServers.tool("rsync", "rsync://" + DebianServer.RSYNC.host()).stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList();

    assertThat(rsync.messageOfTheDay()).contains(theirs.get(0));
    assertThat(rsync.modules())
        .extracting(module -> (module.name() + " " + module.comment()).strip())
        .containsExactlyElementsOf(
            theirs.subList(1, theirs.size()).stream()
                .map(line -> line.replaceAll("\\s+", " "))
                .toList());
    assertThat(DebianServers.tool("rsync", "--version").get(0))
        .contains("protocol version " + rsync.protocolVersion().replace(".0", ""));
  }

  /** Python's client reads the bytes without an escape of Telnet. */
  @Test
  @DisplayName("The text and prompt of telnetd are those that telnetlib reads")
  void telnet() {
    TelnetResult telnet = finding(DebianServer.TELNETD_SSL, TelnetResult.class);
    List<String> theirs =
        Tool.run(
            "python3",
            "-W",
            "ignore",
            "-c",
            "import telnetlib;print(telnetlib.Telnet('%s').read_until(b'login: ',20).decode())"
                .formatted(DebianServer.TELNETD_SSL.host()));

    assertThat(theirs)
        .contains(telnet.text().get(0))
        .last()
        .asString()
        .startsWith(telnet.prompt().orElseThrow().strip());
  }

  @Test
  @DisplayName("The text of fingerd is the one that finger prints")
  void finger() {
    assertThat(finding(DebianServer.FINGERD, SimpleText.class).text())
        .isEqualTo(DebianServers.tool("finger", "@" + DebianServer.FINGERD.host()));
  }

  /** The ports of the probe's own connection, as the protocol sends them. */
  @Test
  @DisplayName("oidentd replies as it does to a plain socket")
  void ident() throws IOException {
    IdentReply ident = finding(DebianServer.OIDENTD, IdentReply.class);

    try (Socket socket = new Socket(DebianServer.OIDENTD.host(), DebianServer.OIDENTD.port())) {
      socket.getOutputStream().write("1 , 1\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .contains(ident.type(), ident.detail());
    }
  }

  @Test
  @DisplayName("rsyslogd stays silent, which proves no protocol")
  void syslog() {
    ProbeReport report = report(DebianServer.RSYSLOGD);

    assertThat(report.state()).isEqualTo(PortState.LISTENING);
    assertThat(report.finding(SilentService.class).orElseThrow().sent()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1812, 1813})
  @DisplayName("The response of FreeRADIUS is the one that radclient receives")
  void radius(int port) {
    String host = DebianServer.FREERADIUS.host();
    ProbeReport report = LAB.udp(host, port).option(Radius.SECRET, "labsecret").report().join();

    assertThat(report.reason()).isEqualTo(Reason.REPLIED);
    String response = report.finding(RadiusStatus.class).orElseThrow().response();
    assertThat(
            DebianServers.tool(
                "sh",
                "-c",
                "echo 'Message-Authenticator = 0x00' | radclient -x %s:%d status labsecret"
                    .formatted(host, port)))
        .anyMatch(line -> line.startsWith("Received " + response + " "));
  }

  @ParameterizedTest
  @CsvSource({"TCP, 2049", "UDP, 2049", "TCP, 20048", "UDP, 20048"})
  @DisplayName("The versions of NFS-Ganesha are those that rpcinfo reports")
  void nfs(Transport transport, int port) {
    String host = DebianServer.GANESHA.host();
    RpcVersions versions =
        LAB.probe(transport, host, port).report().join().finding(RpcVersions.class).orElseThrow();

    assertThat(versions.versions())
        .containsExactlyElementsOf(registered(host, versions.program(), transport, port));
  }

  /** Returns the versions of a program that the host's rpcbind lists. */
  private static List<Long> registered(String host, long program, Transport transport, int port) {
    String protocol = transport == Transport.TCP ? "tcp" : "udp";
    return Tool.run("rpcinfo", "-p", host).stream()
        .map(line -> line.strip().split("\\s+"))
        .filter(
            row ->
                row[0].equals(String.valueOf(program))
                    && row[2].equals(protocol)
                    && row[3].equals(String.valueOf(port)))
        .map(row -> Long.valueOf(row[1]))
        .sorted()
        .toList();
  }

  @Test
  @DisplayName("The security types and the desktop of Xvnc are those that nmap reads")
  void vnc() {
    VncResult vnc = finding(DebianServer.XVNC, VncResult.class);
    List<String> theirs =
        Tool.run(
            "nmap",
            "-Pn",
            "-n",
            "-p",
            String.valueOf(DebianServer.XVNC.port()),
            "--script",
            "vnc-info,vnc-title",
            DebianServer.XVNC.host());

    assertThat(theirs).anyMatch(line -> line.endsWith("Protocol version: " + vnc.version()));
    assertThat(theirs).anyMatch(line -> line.contains(vnc.securityTypes().get(0)));
    assertThat(theirs)
        .anyMatch(line -> line.endsWith("name: " + vnc.desktop().orElseThrow().name()));
    assertThat(theirs)
        .anyMatch(
            line ->
                line.endsWith(
                    "geometry: "
                        + vnc.desktop().orElseThrow().width()
                        + " x "
                        + vnc.desktop().orElseThrow().height()));
  }
}

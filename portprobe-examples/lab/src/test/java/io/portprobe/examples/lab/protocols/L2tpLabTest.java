package io.portprobe.examples.lab.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.examples.lab.InLab;
import io.portprobe.examples.lab.Lab;
import io.portprobe.examples.lab.LabClient;
import io.portprobe.examples.lab.Tool;
import io.portprobe.protocols.l2tp.L2tpServer;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Compares the finding about xl2tpd with the same values read by a script. */
@InLab
class L2tpLabTest {
  @RegisterExtension static final LabClient LAB = new LabClient();

  /** Requests a control connection, prints the texts of the response, and ends the connection. */
  private static final String SCRIPT =
      """
      import socket, struct
      def avp(kind, value): return struct.pack('>HHH', 0x8000 | 6 + len(value), 0, kind) + value
      def message(peer, ns, nr, body):
          return struct.pack('>HHHHHH', 0xc802, 12 + len(body), peer, 0, ns, nr) + body
      s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.settimeout(10)
      s.connect(('198.18.77.30', 1701))
      s.send(message(0, 0, 0, avp(0, b'\\0\\1') + avp(2, b'\\1\\0') + avp(3, b'\\0\\0\\0\\3')
          + avp(7, b'script') + avp(9, b'\\x77\\x77') + avp(10, b'\\0\\4')))
      reply = s.recv(2000); at = 12; values = {}
      while at < len(reply):
          size = struct.unpack_from('>H', reply, at)[0] & 0x3ff
          values[struct.unpack_from('>H', reply, at + 4)[0]] = reply[at + 6:at + size]; at += size
      print(values[7].decode()); print(values[8].decode())
      print(struct.unpack('>H', values[6])[0])
      peer = struct.unpack('>H', values[9])[0]
      s.send(message(peer, 1, 1, avp(0, b'\\0\\4') + avp(9, b'\\x77\\x77') + avp(1, b'\\0\\1')))
      """;

  @Test
  void xl2tpd_acceptsTheConnection_andNamesItself() {
    ProbeReport report = LAB.udp(Lab.SRV, 1701).report().join();

    assertThat(report.state()).isEqualTo(PortState.LISTENING);
    assertThat(report.reason()).isEqualTo(Reason.REPLIED);
    L2tpServer ours =
        report.finding(L2tpServer.class).orElseThrow(() -> new AssertionError(report.explain()));
    assertThat(ours.accepted()).isTrue();
    assertThat(ours.facts()).hasToString("l2tp, xl2tpd");
    assertThat(Tool.run("python3", "-c", SCRIPT))
        .containsExactly(
            ours.hostName().orElseThrow(),
            ours.vendor().orElseThrow(),
            String.format(Locale.ROOT, "%d", ours.firmware().orElseThrow()));
  }
}

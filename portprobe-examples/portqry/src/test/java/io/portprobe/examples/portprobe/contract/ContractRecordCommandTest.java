package io.portprobe.examples.portprobe.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.ProbeClient;
import io.portprobe.examples.portprobe.CommandRun;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.TlsIdentity;
import io.portprobe.faultkit.UdpPeer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractRecordCommandTest {
  @TempDir private Path folder;

  private final CommandRun run = new CommandRun();

  /** Records an endpoint, and checks that the same network meets the written file. */
  private String recorded(String endpoint) throws IOException {
    Path file = folder.resolve("recorded.yaml");
    assertThat(run.run("contract", "record", endpoint, "--output", file.toString()))
        .as(run.err())
        .isZero();
    CommandRun check = new CommandRun();
    assertThat(check.run("contract", "check", file.toString())).as(check.out()).isZero();
    return Files.readString(file);
  }

  /** Sends the identification, and a KEXINIT without algorithms (RFC 4253 sections 4.2 and 7.1). */
  private static void greet(InputStream in, OutputStream out) throws IOException {
    out.write("SSH-2.0-OpenSSH_9.9\r\n".getBytes(US_ASCII));
    byte[] packet = new byte[72];
    packet[3] = 68; // the packet length
    packet[4] = 5; // the padding length
    packet[5] = 20; // SSH_MSG_KEXINIT
    out.write(packet);
    in.transferTo(OutputStream.nullOutputStream());
  }

  /** Sends an entry without attributes as the response to each search (RFC 4511 section 4.5). */
  private static void searched(InputStream in, OutputStream out) throws IOException {
    byte[] request = new byte[4_096];
    while (in.read(request) > 0) {
      int header = request[1] >= 0 ? 2 : 2 + (request[1] & 0x7f);
      byte[] id = Arrays.copyOfRange(request, header, header + 2 + request[header + 1]);
      send(out, id, "640404003000"); // SearchResultEntry
      send(out, id, "65070a010004000400"); // SearchResultDone
    }
  }

  private static void send(OutputStream out, byte[] id, String operation) throws IOException {
    byte[] body = HexFormat.of().parseHex(operation);
    out.write(
        ByteBuffer.allocate(2 + id.length + body.length)
            .put((byte) 0x30)
            .put((byte) (id.length + body.length))
            .put(id)
            .put(body)
            .array());
  }

  @Test
  void within_isEnoughForASilentPort() {
    try (UdpPeer silent = UdpPeer.silent()) {
      String endpoint = "udp://127.0.0.1:" + silent.port();

      assertThat(run.run("contract", "record", endpoint, "--within", "1s")).isZero();

      assertThat(run.out()).contains("listening-or-filtered");
    }
  }

  @Test
  void within_tooLong_exits64() {
    assertThat(run.run("contract", "record", "127.0.0.1:1", "--within", "2h")).isEqualTo(64);
    assertThat(run.err()).contains("--within: 'PT2H' (expected: at most 1h)");
  }

  @Test
  void protocolOnAnotherPort_isRecorded() throws IOException {
    try (TcpPeer peer = TcpPeer.serving(ContractRecordCommandTest::greet)) {
      assertThat(recorded("ssh://127.0.0.1:" + peer.port()))
          .contains("protocol: ssh")
          .doesNotContain("version: 2");
    }
  }

  @Test
  void tlsOnAnotherPort_isRecorded() throws IOException {
    try (TcpPeer peer =
        TcpPeer.tls(
            TlsIdentity.selfSigned("localhost").context(), ContractRecordCommandTest::searched)) {
      loadTls(peer);
      assertThat(recorded("ldaps://127.0.0.1:" + peer.port()))
          .contains("version: 2", "protocol: ldap", "tls: true");
    }
  }

  /** Loads the classes of TLS, which may take longer than the time limit of the command. */
  private static void loadTls(TcpPeer peer) {
    try (ProbeClient client = ProbeClient.builder().timeout(Duration.ofMinutes(1)).build()) {
      var report = client.tcp("127.0.0.1", peer.port()).as("ldap").tls().report().join();
      assertThat(report.tls()).isNotEmpty();
    }
  }

  @Test
  void protocolOverUdp_isRecorded() throws IOException {
    try (UdpPeer peer =
        UdpPeer.responding(
            query -> {
              byte[] response = query.clone();
              response[2] |= (byte) 0x80; // QR, RFC 1035 section 4.1.1
              return List.of(response);
            })) {
      assertThat(recorded("dns+udp://127.0.0.1:" + peer.port()))
          .contains("udp://127.0.0.1:" + peer.port(), "protocol: dns");
    }
  }

  @Test
  void addressFamily_isRecorded() throws IOException {
    try (TcpPeer peer = TcpPeer.silent()) {
      assertThat(recorded("tcp4://127.0.0.1:" + peer.port())).contains("family: ipv4");
    }
  }

  @Test
  void protocolOfClosedPort_isNotRequired() throws IOException {
    try (TcpPeer peer = TcpPeer.refusing()) {
      assertThat(recorded("ldaps://127.0.0.1:" + peer.port()))
          .contains("state: not-listening")
          .doesNotContain("protocol", "tls");
    }
  }

  @Test
  void portsThatCannotBeProbed_areAllNamed() {
    assertThat(
            run.run("contract", "record", "tcp://[fe80::1%none1]:80", "tcp://[fe80::2%none2]:80"))
        .isNotZero();
    assertThat(run.err()).contains("fe80::1%none1").contains("fe80::2%none2");
  }

  @Test
  void portThatDoesNotSpeakTheProtocol_fails() {
    try (TcpPeer peer =
        TcpPeer.serving((in, out) -> out.write("220 hello\r\n".getBytes(US_ASCII)))) {
      String port = "127.0.0.1:" + peer.port();
      assertThat(run.run("contract", "record", "ssh://" + port)).isNotZero();
      assertThat(run.out()).isEmpty();
      assertThat(run.err().lines())
          .hasSize(2)
          .first()
          .asString()
          .endsWith(
              "1 of 1 port cannot be recorded (expected: the protocol and TLS of the entry):");
      assertThat(run.err()).contains("portprobe:   tcp://" + port + ": protocol: expected ssh");
    }
  }
}

package io.portprobe.examples.lab.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.ProbeReport;
import io.portprobe.examples.lab.InLab;
import io.portprobe.examples.lab.LabClient;
import io.portprobe.examples.lab.Tool;
import io.portprobe.protocols.dns.Dns;
import io.portprobe.protocols.dns.DnsAnswer;
import io.portprobe.protocols.tls.TlsSummary;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@InLab
class DnsOverTlsLabTest {
  @RegisterExtension static final LabClient LAB = new LabClient();

  /** An address of the client's own namespace that nothing else uses. */
  private static final String HOST = "127.0.0.3";

  private static final String CONFIGURATION =
      """
      server:
        interface: %1$s@853
        tls-service-key: "%2$s/key.pem"
        tls-service-pem: "%2$s/certificate.pem"
        username: ""
        chroot: ""
        pidfile: ""
        do-daemonize: no
        use-syslog: no
        verbosity: 1
        identity: "lab-one"
        local-zone: "lab.test." static
        local-data: "host.lab.test. 300 IN A 192.0.2.7"
      remote-control:
        control-enable: no
      """;

  @TempDir private Path folder;

  @Test
  @DisplayName(
      "DNS over TLS returns the response, the identity, and the certificate that openssl reports")
  void answers() throws Exception {
    Process server = start();
    try {
      DnsAnswer answer = report().finding(DnsAnswer.class).orElseThrow();

      assertThat(answer.rcode()).isEqualTo("NOERROR");
      assertThat(answer.answers()).hasToString("[host.lab.test. 300 IN A 192.0.2.7]");
      assertThat(answer.identity().flatMap(DnsAnswer.Identity::id)).contains("lab-one");
      TlsSummary tls = answer.tls().orElseThrow();
      assertThat(tls.names()).containsExactly("DNS:dot.lab.test");
      assertThat("subject=" + tls.subject().orElseThrow()).isEqualTo(subjectByOpenssl());
    } finally {
      server.destroy();
      server.waitFor();
    }
  }

  private static ProbeReport report() {
    return LAB.tcp(HOST, 853)
        .option(Dns.NAME, "host.lab.test")
        .option(Dns.TYPE, "A")
        .option(Dns.IDENTITY, true)
        .report()
        .join();
  }

  private Process start() throws IOException {
    Tool.run(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        folder.resolve("key.pem").toString(),
        "-out",
        folder.resolve("certificate.pem").toString(),
        "-days",
        "3",
        "-subj",
        "/CN=dot.lab.test",
        "-addext",
        "subjectAltName=DNS:dot.lab.test");
    Path configuration = folder.resolve("unbound.conf");
    Files.writeString(configuration, CONFIGURATION.formatted(HOST, folder));
    Process process =
        new ProcessBuilder("/usr/sbin/unbound", "-d", "-c", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    awaitListening(process);
    return process;
  }

  /** The kernel refuses at once until the server listens. */
  private static void awaitListening(Process process) throws IOException {
    while (process.isAlive()) {
      try (Socket socket = new Socket(HOST, 853)) {
        if (socket.isConnected()) {
          return;
        }
      } catch (ConnectException notYet) {
        Thread.onSpinWait();
      }
    }
    throw new IOException("unbound ended before it listened: " + process.exitValue());
  }

  private static String subjectByOpenssl() {
    return Tool.run(
            "sh",
            "-c",
            "openssl s_client -connect "
                + HOST
                + ":853 </dev/null 2>/dev/null | openssl x509 -noout -subject -nameopt RFC2253")
        .get(0);
  }
}

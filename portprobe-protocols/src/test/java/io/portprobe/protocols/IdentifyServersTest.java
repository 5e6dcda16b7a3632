package io.portprobe.protocols;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Endpoint;
import io.portprobe.ProbeClient;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.TlsIdentity;
import io.portprobe.identify.IdentifySettings;
import io.portprobe.identify.ServiceIdentity;
import io.portprobe.identify.ServiceIdentity.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Identifies servers with unusual behaviour, with all protocols of portprobe and real sockets. All
 * identifications run at the same time, because they mostly wait.
 */
@Tag("slow")
class IdentifyServersTest {
  private static final TlsIdentity CERTIFICATE = TlsIdentity.selfSigned("localhost");
  private static final int TRIES = 4;

  private static final String SSH = "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n";
  private static final String SMTP = "220 mail.example.org ESMTP Postfix\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Length: 0\r\n\r\n";
  private static final String BAD =
      "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

  private final Map<AutoCloseable, Expected> servers = new LinkedHashMap<>();

  /**
   * What an identification has to find.
   *
   * @param shown returns what is compared
   */
  private record Expected(
      String server, Endpoint endpoint, Function<ServiceIdentity, String> shown, String value) {}

  private void expect(String server, TcpPeer peer, String value) {
    servers.put(
        peer,
        new Expected(
            server, Endpoint.tcp(peer.host(), peer.port()), IdentifyServersTest::shown, value));
  }

  private static String shown(ServiceIdentity identity) {
    return identity.protocol().orElse(identity.verdict().description())
        + (identity.tls().isPresent() ? " over TLS" : "");
  }

  private static TcpPeer.Conversation greeting(String text) {
    return (in, out) -> {
      out.write(text.getBytes(US_ASCII));
      out.flush();
      in.transferTo(OutputStream.nullOutputStream());
    };
  }

  private static void http(InputStream in, OutputStream out) throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      request.write(next);
      if (request.toString(US_ASCII).endsWith("\r\n\r\n")) {
        out.write(OK.getBytes(US_ASCII));
        out.flush();
        request.reset();
      }
    }
  }

  private static void badRequest(InputStream in, OutputStream out) throws IOException {
    if (in.read(new byte[4_096]) > 0) {
      out.write(BAD.getBytes(US_ASCII));
    }
  }

  private static void echo(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[4_096];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      out.write(buffer, 0, count);
    }
  }

  private static void randomBytes(InputStream in, OutputStream out) throws IOException {
    Random random = new Random(12);
    byte[] buffer = new byte[8_192];
    while (true) { // until the client closes
      random.nextBytes(buffer);
      out.write(buffer);
    }
  }

  /** Passes TLS to another server, and responds to HTTP, as sslh does after the first bytes. */
  private static TcpPeer.Conversation multiplexer(TcpPeer tls) {
    return (in, out) -> {
      byte[] first = in.readNBytes(1);
      if (first.length == 0) {
        return;
      }
      if (first[0] != 0x16) {
        http(in, out);
        return;
      }
      try (Socket server = new Socket(tls.host(), tls.port())) {
        server.getOutputStream().write(first);
        Thread upload = new Thread(() -> copy(in, server), "upload");
        upload.setDaemon(true);
        upload.start();
        echo(server.getInputStream(), out);
      }
    };
  }

  private static void copy(InputStream from, Socket to) {
    try {
      from.transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException closed) { // by the client or the server
      try {
        to.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void unusualServers_areNamed_orReportedAsTheyBehave() throws Exception {
    TcpPeer https = TcpPeer.tls(CERTIFICATE.context(), IdentifyServersTest::http);
    String unknown = Verdict.UNKNOWN.description();
    expect("tarpit", TcpPeer.dripping(SMTP.getBytes(US_ASCII), Duration.ofSeconds(1)), unknown);
    expect("slow", TcpPeer.dripping(SSH.getBytes(US_ASCII), Duration.ofMillis(50)), "ssh");
    expect("late", TcpPeer.late(Duration.ofSeconds(2), greeting(SSH)), "ssh");
    expect("random", TcpPeer.serving(IdentifyServersTest::randomBytes), unknown);
    expect("resetting", TcpPeer.resettingAfter(new byte[0]), Verdict.CLOSES.description());
    expect("bad request", TcpPeer.serving(IdentifyServersTest::badRequest), "http");
    expect("echo", TcpPeer.serving(IdentifyServersTest::echo), "echo");
    expect("smtps", TcpPeer.tls(CERTIFICATE.context(), greeting(SMTP)), "smtp over TLS");
    expect("https", https, "http over TLS");
    expect("multiplexer", TcpPeer.serving(multiplexer(https)), "http over TLS");
    for (String version : List.of("TLSv1.2", "TLSv1.3")) {
      SocketServer server = SocketServer.requiringACertificate(CERTIFICATE.context(), version);
      servers.put(
          server,
          new Expected(
              version,
              server.endpoint(),
              identity -> shown(identity) + ", " + identity.evidence().contains("certificate"),
              unknown + " over TLS, true"));
    }
    SocketServer half = SocketServer.closingItsDirectionAfter(SSH.getBytes(US_ASCII));
    servers.put(half, new Expected("half", half.endpoint(), IdentifyServersTest::shown, "ssh"));
    try {
      assertIdentities();
    } finally {
      for (AutoCloseable server : servers.keySet()) {
        server.close();
      }
    }
  }

  private void assertIdentities() {
    List<Expected> left = new ArrayList<>(servers.values());
    for (int i = 0; i < TRIES && !left.isEmpty(); i++) { // more than once on a busy machine
      boolean last = i == TRIES - 1;
      SoftAssertions all = new SoftAssertions();
      try (ProbeClient client = ProbeClient.create()) {
        Map<Expected, CompletableFuture<ServiceIdentity>> running = new LinkedHashMap<>();
        left.forEach(
            each ->
                running.put(
                    each,
                    client.probe(each.endpoint()).timeout(Duration.ofSeconds(20)).identify()));
        running.forEach(
            (expected, future) -> {
              ServiceIdentity identity = future.join();
              assertThat(identity.connections())
                  .as(expected.server())
                  .isLessThanOrEqualTo(IdentifySettings.MAX_CONNECTIONS);
              String value = expected.shown().apply(identity);
              if (value.equals(expected.value())) {
                left.remove(expected);
              } else if (last) {
                all.fail("%s: %s, %s", expected.server(), value, identity.evidence());
              }
            });
      }
      all.assertAll();
    }
  }
}

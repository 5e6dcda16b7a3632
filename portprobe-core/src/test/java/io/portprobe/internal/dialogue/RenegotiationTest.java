package io.portprobe.internal.dialogue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Cause;
import io.portprobe.DialogueReport.Outcome;
import io.portprobe.IoMode;
import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.Talk;
import io.portprobe.faultkit.TlsIdentity;
import io.portprobe.spi.Binding;
import io.portprobe.spi.TlsInfo;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.HandshakeCompletedListener;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Servers of TLS 1.2 that start handshakes on an established connection (RFC 5246 section 7.4.1.1).
 */
class RenegotiationTest {
  /** A busy machine may not complete the first handshake before the deadline. */
  private static final int MAX_TRIES = 20;

  private final AtomicInteger renegotiations = new AtomicInteger();
  private SSLServerSocket server;
  private CompletableFuture<Void> serving;

  /** What a server does after it received the request. */
  private interface Conversation {
    void hold(SSLSocket connection) throws IOException;
  }

  @BeforeEach
  void listen() throws IOException {
    server =
        (SSLServerSocket)
            TlsIdentity.selfSigned("localhost")
                .context()
                .getServerSocketFactory()
                .createServerSocket(0, 50, new InetSocketAddress("127.0.0.1", 0).getAddress());
    server.setEnabledProtocols(new String[] {"TLSv1.2"});
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    assertThat(serving).succeedsWithin(ofSeconds(20));
  }

  private void serve(Conversation conversation) {
    serving =
        CompletableFuture.runAsync(
            () -> {
              while (!server.isClosed()) {
                try (SSLSocket connection = (SSLSocket) server.accept()) {
                  byte[] request = new byte[5];
                  if (connection.getInputStream().readNBytes(request, 0, 5) == 5) {
                    conversation.hold(connection);
                  }
                } catch (IOException closed) {
                  // the client has closed the connection, or the test the server
                }
              }
            });
  }

  /** The JDK sends the request at once, and does the handshake while it reads. */
  private void renegotiate(SSLSocket connection) throws IOException {
    CountDownLatch complete = new CountDownLatch(1);
    HandshakeCompletedListener listener = event -> complete.countDown();
    connection.addHandshakeCompletedListener(listener);
    connection.startHandshake();
    connection.setSoTimeout(5);
    while (complete.getCount() > 0) {
      if (isClosed(connection)) {
        throw new EOFException();
      }
    }
    connection.removeHandshakeCompletedListener(listener);
    connection.setSoTimeout(0);
    renegotiations.incrementAndGet();
  }

  private static boolean isClosed(SSLSocket connection) throws IOException {
    try {
      return connection.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  private static ProbeClient client(IoMode mode) {
    return ProbeClient.builder()
        .withoutDiscovery()
        .ioMode(mode)
        .timeout(ofSeconds(60))
        .protocol(Talk.protocol("talk", Binding.tls(9), context -> new Talk.Pinging()))
        .build();
  }

  private PortProbe probe(ProbeClient client) {
    return client.tcp("127.0.0.1", server.getLocalPort()).as("talk").tls();
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "NIO"})
  void responseAfterRenegotiations_isRead(IoMode mode) {
    serve(
        connection -> {
          for (int i = 0; i < 3; i++) {
            renegotiate(connection);
          }
          connection.getOutputStream().write(Talk.bytes("pong\n"));
          assertThat(connection.getInputStream().read()).isNegative();
        });
    try (ProbeClient client = client(mode)) {
      ProbeReport report = probe(client).report().join();

      assertThat(report.finding(Talk.Heard.class).orElseThrow().words()).isEqualTo("pong");
      assertThat(report.tls()).singleElement().returns(true, TlsInfo::complete);
      assertThat(renegotiations).hasValue(3);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "NIO"})
  void endlessRenegotiation_endsAtTheDeadline(IoMode mode) {
    serve(
        connection -> {
          while (true) {
            renegotiate(connection);
          }
        });
    try (ProbeClient client = client(mode)) {
      DialogueReport dialogue = null;
      for (int i = 1; i <= MAX_TRIES && renegotiations.get() == 0; i++) {
        dialogue =
            probe(client).timeout(ofMillis(250L * i)).report().join().dialogue().orElseThrow();
      }

      assertThat(renegotiations).hasPositiveValue();
      assertThat(dialogue.outcome()).isEqualTo(Outcome.INCOMPLETE);
      assertThat(dialogue.cause()).isEqualTo(Cause.DEADLINE);
      assertThat(dialogue.note())
          .isEqualTo("the peer completed the TLS handshake but sent nothing before the deadline");
      assertThat(dialogue.tls()).extracting(TlsInfo::complete).isEqualTo(List.of(true));
    }
  }
}

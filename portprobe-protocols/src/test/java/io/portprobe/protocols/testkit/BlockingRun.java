package io.portprobe.protocols.testkit;

import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsFacts;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Carries out the steps of a dialogue on a blocking socket, as plainly as can be. */
public final class BlockingRun {
  private static final int TIMEOUT_MILLIS = 10_000;

  private BlockingRun() {}

  /** Talks over TCP until the last step. */
  public static Step tcp(Dialogue dialogue, SocketAddress peer, boolean tlsFirst) throws Exception {
    try (Socket socket = new Socket()) {
      socket.connect(peer, TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      Socket stream = socket;
      Step step = Step.startTls();
      if (!tlsFirst) {
        step = dialogue.start();
      }
      while (!isLast(step)) {
        if (step instanceof Step.Send send) {
          stream.getOutputStream().write(bytes(send));
          step = send.then();
        } else if (step instanceof Step.StartTls) {
          SSLSocket secured = secure(stream);
          stream = secured;
          step = dialogue.secured(facts(secured.getSession()));
        } else {
          byte[] buffer = new byte[7]; // small, so that every message is split
          int read = stream.getInputStream().read(buffer);
          step = read < 0 ? dialogue.closed() : dialogue.received(ByteBuffer.wrap(buffer, 0, read));
        }
      }
      return step;
    }
  }

  /** Talks over UDP until the last step, without retransmission. */
  public static Step udp(Dialogue dialogue, SocketAddress peer) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(peer);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      Step step = dialogue.start();
      while (!isLast(step)) {
        if (step instanceof Step.Send send) {
          byte[] bytes = bytes(send);
          socket.send(new DatagramPacket(bytes, bytes.length));
          step = send.then();
        } else {
          DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
          socket.receive(packet);
          step = dialogue.received(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
        }
      }
      return step;
    }
  }

  private static boolean isLast(Step step) {
    return step instanceof Step.Finish || step instanceof Step.Mismatch;
  }

  private static byte[] bytes(Step.Send send) {
    byte[] bytes = new byte[send.bytes().remaining()];
    send.bytes().get(bytes);
    return bytes;
  }

  private static SSLSocket secure(Socket plain) throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Anybody()}, new SecureRandom());
    SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(
                    plain, plain.getInetAddress().getHostAddress(), plain.getPort(), true);
    socket.startHandshake();
    return socket;
  }

  private static TlsFacts facts(SSLSession session) throws IOException {
    List<X509Certificate> chain = new ArrayList<>();
    for (java.security.cert.Certificate certificate : session.getPeerCertificates()) {
      chain.add((X509Certificate) certificate);
    }
    return new TlsFacts(
        session.getProtocol(), session.getCipherSuite(), chain, Optional.of("not looked into"));
  }

  private static final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}

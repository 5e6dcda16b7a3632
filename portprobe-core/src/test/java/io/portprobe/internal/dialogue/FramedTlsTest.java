package io.portprobe.internal.dialogue;

import static io.portprobe.Talk.bytes;
import static io.portprobe.Talk.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Cause;
import io.portprobe.ProbeClient;
import io.portprobe.Talk;
import io.portprobe.Talk.Heard;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.TlsIdentity;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Framing;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsInfo;
import io.portprobe.spi.TlsSettings;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramedTlsTest {
  private static final int MAX_CONTENT = 300;

  /** Frames as in TDS: one byte of type, one of status, and the length with the header. */
  private static class Packets implements Framing {
    @Override
    public int length(ByteBuffer received) {
      if (received.get(0) != 0x12) {
        return INVALID;
      }
      return received.remaining() < headerLength()
          ? INCOMPLETE
          : Short.toUnsignedInt(received.getShort(2));
    }

    @Override
    public int headerLength() {
      return 4;
    }

    @Override
    public int maxLength() {
      return headerLength() + MAX_CONTENT;
    }

    @Override
    public byte[] frame(byte[] message) {
      ByteArrayOutputStream packets = new ByteArrayOutputStream();
      for (int from = 0; from < message.length; from += MAX_CONTENT) {
        int length = Math.min(MAX_CONTENT, message.length - from);
        int last = from + length == message.length ? 1 : 0;
        packets.writeBytes(
            ByteBuffer.allocate(4)
                .put((byte) 0x12)
                .put((byte) last)
                .putShort((short) (4 + length))
                .array());
        packets.write(message, from, length);
      }
      return packets.toByteArray();
    }
  }

  /** Requests TLS in frames, then sends a line. */
  private static class Login extends Talk.Pinging {
    private final Framing framing;
    private boolean secured;

    Login(Framing framing) {
      this.framing = framing;
    }

    @Override
    public Step start() {
      return secured ? super.start() : Step.send(bytes("prelogin"));
    }

    @Override
    public Step received(ByteBuffer received) {
      return secured ? super.received(received) : Step.startTls(framing);
    }

    @Override
    public Step secured(TlsInfo tls) {
      secured = true;
      return super.secured(tls);
    }
  }

  /** The socket below TLS of the server: packets until the handshake is complete. */
  private static final class PacketSocket extends Socket {
    private final DataInputStream in;
    private final OutputStream out;
    private final Packets framing = new Packets();
    private volatile boolean framed = true;
    private int rest;

    PacketSocket(InputStream in, OutputStream out) {
      this.in = new DataInputStream(in);
      this.out = out;
    }

    @Override
    public boolean isConnected() {
      return true;
    }

    @Override
    public InputStream getInputStream() {
      return new InputStream() {
        @Override
        public int read() throws IOException {
          byte[] one = new byte[1];
          return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
          if (!framed) {
            return in.read(target, offset, length);
          }
          if (rest == 0) {
            assertThat(in.readUnsignedByte()).isEqualTo(0x12);
            in.readUnsignedByte();
            rest = in.readUnsignedShort() - 4;
          }
          int count = in.read(target, offset, Math.min(length, rest));
          rest -= count;
          return count;
        }
      };
    }

    @Override
    public OutputStream getOutputStream() {
      return new OutputStream() {
        @Override
        public void write(int one) throws IOException {
          write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
          byte[] content = java.util.Arrays.copyOfRange(source, offset, offset + length);
          out.write(framed ? framing.frame(content) : content);
          out.flush();
        }
      };
    }
  }

  private static TcpPeer server(TlsIdentity identity) {
    return TcpPeer.serving(
        (in, out) -> {
          assertThat(in.readNBytes(8)).isEqualTo(bytes("prelogin"));
          out.write(1);
          out.flush();
          PacketSocket below = new PacketSocket(in, out);
          SSLSocketFactory sockets = identity.context().getSocketFactory();
          try (SSLSocket secured = (SSLSocket) sockets.createSocket(below, null, true)) {
            secured.startHandshake();
            below.framed = false;
            assertThat(secured.getInputStream().readNBytes(5)).isEqualTo(bytes("ping\n"));
            secured.getOutputStream().write(bytes("pong\n"));
            in.read(); // the client closes
          }
        });
  }

  private static DialogueReport report(TcpPeer peer, Dialogue dialogue) {
    try (ProbeClient client =
        ProbeClient.builder()
            .withoutDiscovery()
            .timeout(Duration.ofSeconds(30))
            .protocol(Talk.protocol("talk", Binding.tcp(9), context -> dialogue))
            .build()) {
      return client
          .tcp("127.0.0.1", peer.port())
          .as("talk")
          .report()
          .join()
          .dialogue()
          .orElseThrow();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void handshake_isInFrames_andDataIsNot(String version) {
    TlsIdentity identity = TlsIdentity.selfSigned("localhost");
    try (TcpPeer peer = server(identity)) {
      DialogueReport dialogue =
          report(
              peer,
              new Login(new Packets()) {
                @Override
                public TlsSettings tlsSettings() {
                  return TlsSettings.defaults().withVersions(version);
                }
              });

      assertThat(dialogue.cause()).as(dialogue.note()).isEqualTo(Cause.COMPLETED);
      assertThat(dialogue.finding())
          .get()
          .satisfies(finding -> assertThat(((Heard) finding).words()).isEqualTo("pong"));
      assertThat(dialogue.tls())
          .singleElement()
          .satisfies(
              tls -> {
                assertThat(tls.version()).isEqualTo(version);
                assertThat(tls.certificates()).containsExactly(identity.certificate());
              });
    }
  }

  private static TcpPeer answering(String text) {
    return TcpPeer.serving(
        (in, out) -> {
          in.readNBytes(8);
          out.write(1);
          out.flush();
          in.read();
          out.write(bytes(text));
          out.flush();
          in.transferTo(OutputStream.nullOutputStream());
        });
  }

  @Test
  void bytesThatAreNoFrame_failTheHandshake_andAreShown() {
    try (TcpPeer peer = answering("-ERR no encryption")) {
      DialogueReport dialogue = report(peer, new Login(new Packets()));

      assertThat(dialogue.cause()).isEqualTo(Cause.TLS);
      assertThat(dialogue.note())
          .isEqualTo(
              "the TLS handshake failed: the peer sent data that is not a frame of the protocol:"
                  + " '-ERR no encryption'");
    }
  }

  @Test
  void frameLongerThanTheLimit_failsTheHandshake() {
    try (TcpPeer peer = answering("\u0012\u0001\u007f\u007f")) {
      assertThat(report(peer, new Login(new Packets())).cause()).isEqualTo(Cause.TLS);
    }
  }

  @Test
  void ruleThatThrows_isAFailureOfThePlugIn() {
    Packets broken =
        new Packets() {
          @Override
          public byte[] frame(byte[] message) {
            throw new IllegalStateException("no frame");
          }
        };
    try (TcpPeer peer = answering("")) {
      DialogueReport dialogue = report(peer, new Login(broken));

      assertThat(dialogue.cause()).isEqualTo(Cause.PLUGIN_FAILURE);
      assertThat(dialogue.note()).contains("threw in Framing.frame(): ").contains("no frame");
    }
  }

  @Test
  void ruleWithoutAResult_isAFailureOfThePlugIn() {
    Packets broken =
        new Packets() {
          @Override
          @SuppressWarnings("NullAway")
          public byte[] frame(byte[] message) {
            return null;
          }
        };
    try (TcpPeer peer = answering("")) {
      assertThat(report(peer, new Login(broken)).note())
          .contains("returned null from Framing.frame()");
    }
  }

  @Test
  void steps_areEqual_ifTheirFramesAre() {
    Framing framing = new Packets();

    assertThat(Step.startTls(framing))
        .isEqualTo(Step.startTls(framing))
        .isNotEqualTo(Step.startTls())
        .hasToString("StartTls[framed]");
    assertThat(((Step.StartTls) Step.startTls(framing)).framing()).isEqualTo(Optional.of(framing));
    assertThat(((Step.StartTls) Step.startTls()).framing()).isEmpty();
    assertThat(text(ByteBuffer.wrap(framing.frame(bytes("x"))))).hasSize(5);
  }
}

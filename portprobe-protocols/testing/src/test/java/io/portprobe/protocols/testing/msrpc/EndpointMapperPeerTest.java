package io.portprobe.protocols.testing.msrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointMapperPeerTest {
  private static final String EPT = "0883afe11f5dc91191a408002b14a0fa 03000000";
  private static final String NDR = "045d888aeb1cc9119fe808002b104860 02000000";
  private static final String BIND = "d016d016 00000000 01000000 00000100" + EPT + NDR;
  private static final String ALL = "00000000 00000000 00000000 01000000" + "00".repeat(20);

  /** One PDU: type, call and body; the length is put in. */
  private static byte[] pdu(String type, int call, String body) {
    String octets = body.replace(" ", "");
    int length = 16 + octets.length() / 2;
    String size = HexFormat.of().formatHex(new byte[] {(byte) length, (byte) (length >> 8)});
    String id = HexFormat.of().formatHex(new byte[] {(byte) call, 0, 0, 0});
    return HexFormat.of().parseHex("0500" + type + "0310000000" + size + "0000" + id + octets);
  }

  private static String exchange(Socket socket, byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    DataInputStream in = new DataInputStream(socket.getInputStream());
    byte[] header = in.readNBytes(16);
    boolean little = header[4] == 0x10;
    int length = (header[little ? 9 : 8] & 0xff) << 8 | (header[little ? 8 : 9] & 0xff);
    byte[] body = in.readNBytes(length - 16);
    return HexFormat.of().formatHex(header) + HexFormat.of().formatHex(body);
  }

  private static Socket connect(EndpointMapperPeer peer) throws IOException {
    Socket socket = new Socket(peer.host(), peer.port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  @Test
  void oneEntry_octetByOctet() throws IOException {
    MapperEntry entry =
        MapperEntry.of("12345778-1234-abcd-ef00-0123456789ac", 1, 0).annotated("SAM").tcp(49664);
    try (EndpointMapperPeer peer = EndpointMapperPeer.serving(List.of(entry));
        Socket socket = connect(peer)) {
      assertThat(exchange(socket, pdu("0b", 1, BIND)))
          .isEqualTo(
              "05000c03100000003c00000001000000"
                  + "b810b810452301000400313335000000"
                  + "0100000000000000"
                  + NDR.replace(" ", ""));

      String expected =
          "00".repeat(20) // a null handle
              + "01000000 f4010000 00000000 01000000"
              + "00".repeat(16)
              + "00000200 00000000 04000000 53414d00" // referent, "SAM"
              + "4b000000 4b000000 0500"
              + "1300 0d 785734123412cdabef000123456789ac 0100 0200 0000"
              + "1300 0d 045d888aeb1cc9119fe808002b104860 0200 0200 0000"
              + "0100 0b 0200 0000  0100 07 0200 c200  0100 09 0400 00000000"
              + "00 d6a0c916"; // padding, status
      assertThat(
              exchange(socket, pdu("00", 2, "28000000 0000 0200" + ALL + "f4010000")).substring(48))
          .isEqualTo(expected.replace(" ", ""));
      assertThat(peer.lookups()).isEqualTo(1);
      assertThat(peer.failures()).isEmpty();
    }
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "28000000 0000 0200 04000000 00000000 00000000 01000000 H f4010000 | f7060000 | inquiry 4",
        "28000000 0000 0200 00000000 00000000 00000000 01000000 H f5010000 | f7060000 | 501"
            + " entries",
        "28000000 0000 0200 00000000 00000000 00000000 01000000 H 00000000 | f7060000 | no entries",
        "2c000000 0000 0200 00000000 00000000 00000000 01000000 H f4010000 00000000 | f7060000 |"
            + " too long",
        "04000000 0000 0200 00000000                                       | f7060000 | too short",
        "28000000 0000 0700 H                                              | 0200011c | operation"
            + " 7",
        "28000000 0100 0200 H                                              | 0300011c | context 1",
        "14000000 0000 0400 H                                              | 1a00001c | nobody's"
            + " handle",
      })
  void whatAServerFaults_isFaulted(String body, String status, String what) throws IOException {
    try (EndpointMapperPeer peer = EndpointMapperPeer.withSampleMap();
        Socket socket = connect(peer)) {
      exchange(socket, pdu("0b", 1, BIND));

      String reply = exchange(socket, pdu("00", 2, body.replace("H", "00".repeat(20))));

      assertThat(reply).as(what).startsWith("05000303").endsWith(status + "00000000");
    }
  }

  @Test
  void requestBeforeTheBind_isAProtocolError() throws IOException {
    try (EndpointMapperPeer peer = EndpointMapperPeer.withSampleMap();
        Socket socket = connect(peer)) {
      assertThat(exchange(socket, pdu("00", 1, "28000000 0000 0200" + ALL + "f4010000")))
          .startsWith("05000303")
          .endsWith("0b00011c00000000");
    }
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "785734123412cdabef000123456789ac 01000000 | 0200 0100 | another interface",
        "0883afe11f5dc91191a408002b14a0fa 04000000 | 0200 0100 | another version",
      })
  void bindToSomethingElse_isRejected(String syntax, String result, String what)
      throws IOException {
    try (EndpointMapperPeer peer = EndpointMapperPeer.withSampleMap();
        Socket socket = connect(peer)) {
      String reply =
          exchange(socket, pdu("0b", 1, "d016d016 00000000 01000000 00000100" + syntax + NDR));

      assertThat(reply).as(what).startsWith("05000c03").contains(result.replace(" ", ""));
    }
  }

  @Test
  void close_freesThePort() throws IOException {
    EndpointMapperPeer peer = EndpointMapperPeer.withSampleMap();
    peer.close();
    peer.close();

    assertThatThrownBy(() -> new Socket(peer.host(), peer.port()))
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void clientThatHangsUpInAPdu_isAFailure() throws Exception {
    try (EndpointMapperPeer peer = EndpointMapperPeer.withSampleMap()) {
      try (Socket socket = connect(peer)) {
        socket.getOutputStream().write(new byte[] {5, 0, 11});
      }
      assertThat(peer.awaitClosed(Duration.ofSeconds(10))).isTrue();
      assertThat(peer.failures()).hasSize(1);
    }
  }

  @Test
  void builder_valueOutOfRange_isRejected() {
    EndpointMapperPeer.Builder builder = EndpointMapperPeer.builder();

    assertThatThrownBy(() -> builder.fragmentSize(24))
        .hasMessage("octets: 24 (expected: 25-65535)");
    assertThatThrownBy(() -> builder.pageSize(501)).hasMessage("entries: 501 (expected: 1-500)");
    assertThatThrownBy(() -> builder.refusingBind(-1)).hasMessage("reason: -1 (expected: 0-65535)");
    assertThatThrownBy(
            () -> MapperEntry.of("12345778-1234-abcd-ef00-0123456789ac", 1, 0).tcp("x", 1))
        .hasMessage("address: x (expected: an IPv4 literal, for example 192.0.2.1)");
  }
}

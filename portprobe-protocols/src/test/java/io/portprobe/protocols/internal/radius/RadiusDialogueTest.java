package io.portprobe.protocols.internal.radius;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.protocols.radius.Radius;
import io.portprobe.protocols.radius.RadiusStatus;
import io.portprobe.protocols.talk.Recording;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RadiusDialogueTest {
  private static final String SECRET = "testing123";

  private final Dialogue dialogue = open(SECRET);
  private final ByteBuffer request = ((Step.Send) dialogue.start()).bytes();

  private static Dialogue open(String secret) {
    return new RadiusProtocol()
        .open(TestDialogueContext.of(Transport.UDP, 1812).with(Radius.SECRET, secret));
  }

  private Step receive(byte[] datagram) {
    return dialogue.received(ByteBuffer.wrap(datagram).asReadOnlyBuffer());
  }

  private static RadiusStatus status(Step step) {
    return (RadiusStatus) ((Step.Finish) step).finding();
  }

  /** The authenticators of a real server, which radclient accepted too. */
  @ParameterizedTest
  @CsvSource({
    "freeradius, testing123, Access-Reject",
    "freeradius-accounting, testing123, Accounting-Response",
    "freeradius-status, adminsecret, Access-Accept"
  })
  void freeRadius_authenticatorIsValidWithItsSecret(
      String recording, String secret, String response) {
    byte[] recorded = Recording.of(RadiusFuzzTest.class, "datagrams/" + recording);
    ByteBuffer datagram = ByteBuffer.wrap(recorded, 2, recorded.length - 2).slice();

    assertThat(status(open(secret).received(datagram.asReadOnlyBuffer())).response())
        .isEqualTo(response);
    assertThat(open("wrong").received(datagram.asReadOnlyBuffer())).isInstanceOf(Step.Await.class);
  }

  @Test
  void request_isSignedStatusServer() {
    assertThat(request.remaining()).isEqualTo(38);
    assertThat(request.get(0)).isEqualTo((byte) 12);
    assertThat(request.getShort(2)).isEqualTo((short) 38);
    assertThat(request.getShort(20)).isEqualTo((short) 0x5012);
  }

  @Test
  void attributes_areRead() {
    byte[] attributes = HexFormat.of().parseHex("120d" + hex("FreeRADIUS ") + "21040102");

    RadiusStatus status =
        status(receive(RadiusServerBytes.signedResponse(request, SECRET, 2, attributes)));

    assertThat(status.hasMessageAuthenticator()).isTrue();
    assertThat(status.messages()).containsExactly("FreeRADIUS ");
    assertThat(status.attributes()).containsExactly("33: 0102");
    assertThat(status.facts().product()).contains("FreeRADIUS");
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(US_ASCII));
  }

  @ParameterizedTest
  @CsvSource({"0, 4", "1, 253", "4, 1", "22, 1"})
  void changedPacket_isIgnored(int at, int value) {
    byte[] packet = RadiusServerBytes.signedResponse(request, SECRET, 2, new byte[0]);
    packet[at] ^= (byte) value;

    assertThat(receive(packet)).isInstanceOf(Step.Await.class);
  }

  @Test
  void invalidMessageAuthenticator_isIgnored() {
    byte[] packet = RadiusServerBytes.signedResponse(request, SECRET, 2, new byte[0]);
    packet[30] ^= 1;
    RadiusServerBytes.sign(packet, request, SECRET);

    assertThat(receive(packet)).isInstanceOf(Step.Await.class);
  }

  @Test
  void attributeBeyondTheEnd_isIgnored() {
    byte[] attributes = HexFormat.of().parseHex("12ff00");

    assertThat(receive(RadiusServerBytes.response(request, SECRET, 2, attributes)))
        .isInstanceOf(Step.Await.class);
  }

  @Test
  void secret_isInNoText() {
    assertThat(Radius.SECRET.toString()).doesNotContain(SECRET);
    assertThat(Radius.SECRET.isSecret()).isTrue();
  }
}

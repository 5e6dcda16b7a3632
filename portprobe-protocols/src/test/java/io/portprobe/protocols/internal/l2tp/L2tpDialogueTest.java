package io.portprobe.protocols.internal.l2tp;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class L2tpDialogueTest {
  private static final int TUNNEL = 0x1234;

  private static Step answer(String hex) {
    return new L2tpDialogue(TUNNEL, "portprobe").received(L2tpBytes.withTunnel(hex, TUNNEL));
  }

  private static String hex(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return HexFormat.of().formatHex(copy);
  }

  @Test
  void request_isTheOneThatXl2tpdAccepts() {
    Step.Send request = (Step.Send) new L2tpDialogue(TUNNEL, "portprobe").start();

    assertThat(hex(request.bytes()))
        .isEqualTo(
            "c8020045000000000000000080080000000000018008000000020100800a0000000300000003"
                + "800f00000007706f727470726f6265800800000009123480080000000a0004");
  }

  @Test
  void acceptingServer_isAFinding_andTheConnectionIsEnded() {
    Step.Send step = (Step.Send) answer(L2tpBytes.SCCRP);

    assertThat(hex(step.bytes()))
        .isEqualTo("c802002400d100000001000180080000000000048008000000091234" + "8008000000010001");
    assertThat(((Step.Finish) step.then()).finding().lines())
        .containsExactly(
            "control connection: accepted",
            "host name: srv",
            "vendor: xelerance.com",
            "firmware: 1680",
            "protocol version: 1.0");
    assertThat(((Step.Finish) step.then()).finding().facts()).hasToString("l2tp, xl2tpd");
  }

  @Test
  void refusingServer_isAFinding_andTheRefusalIsAcknowledged() {
    Step.Send step = (Step.Send) answer(L2tpBytes.STOP_CCN);

    assertThat(hex(step.bytes())).isEqualTo("c802000c00d1000000010001");
    assertThat(((Step.Finish) step.then()).finding().lines())
        .containsExactly(
            "control connection: refused", "refusal: result 4 (not authorized), error 6: no");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c802000c1234000000000001", // an acknowledgement without a message
        "c80200141234000000000001 8008000000000001", // another message type
        "c80200141234000000010001 8008000000000002", // another sequence number
        "c80200141234000100000001 8008000000000002", // in a session
        "4802001412340000000000018008000000000002", // a data message
        "c80300141234000000000001 8008000000000002", // version 3
        "c80200151234000000000001 8008000000000002", // longer than the datagram
        "c80200141234000000000001 8009000000000002", // an attribute beyond the end
        "c80200141234000000000001 8005000000000002", // an attribute shorter than its header
      })
  void otherMessages_areIgnored(String hex) {
    assertThat(answer(hex)).isInstanceOf(Step.Await.class);
  }

  @Test
  void messageOfAnotherTunnel_isIgnored() {
    assertThat(new L2tpDialogue(1, "x").received(L2tpBytes.withTunnel(L2tpBytes.SCCRP, TUNNEL)))
        .isEqualTo(Step.await("the datagram is not a control message of this tunnel"));
  }

  @Test
  void hiddenAttribute_isSkipped() {
    String hidden =
        "c802002c12340000000000018008000000000002c0080000000700008008000000"
            + "0900d100080000000600ff";
    Step.Send step = (Step.Send) answer(hidden);

    assertThat(((Step.Finish) step.then()).finding().lines())
        .containsExactly("control connection: accepted", "firmware: 255");
  }
}

package io.portprobe.protocols.internal.netbios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.Transport;
import io.portprobe.protocols.netbios.NetBios;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import io.portprobe.text.SafeText;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeStatusRequestTest {
  private final NetBiosProtocol protocol = new NetBiosProtocol();

  @Test
  void bindings_arePorts137And139() {
    assertThat(protocol.name()).isEqualTo("netbios");
    assertThat(protocol.bindings()).containsExactlyInAnyOrder(Binding.udp(137), Binding.tcp(139));
  }

  @Test
  void open_drawsTransactionId() {
    TestDialogueContext context = TestDialogueContext.of(Transport.UDP, 137);
    Set<Short> ids = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      ids.add(((Step.Send) protocol.open(context).start()).bytes().getShort());
    }
    assertThat(ids).hasSizeGreaterThan(950).anyMatch(id -> id < 0).anyMatch(id -> id > 0xff);
  }

  private static byte[] statusRequest(String scope) {
    return NameServiceRequest.encode(1, NetBiosName.wildcard(), NameServiceRequest.NBSTAT, scope);
  }

  @Test
  void scope_isEncoded() {
    byte[] expected =
        NetBiosPackets.packet(1, 0, 1, 0)
            .hex(NetBiosPackets.WILDCARD.substring(0, NetBiosPackets.WILDCARD.length() - 2))
            .u8(7)
            .bytes("NETBIOS".getBytes(StandardCharsets.US_ASCII))
            .u8(3)
            .bytes("com".getBytes(StandardCharsets.US_ASCII))
            .u8(0)
            .u16(0x21, 1)
            .toBytes();
    assertThat(statusRequest("NETBIOS.com")).isEqualTo(expected);
  }

  @Test
  void longestScope_isEncoded() {
    String scope = ("a".repeat(63) + ".").repeat(3) + "b".repeat(28);
    assertThat(scope).hasSize(220);
    assertThat(statusRequest(scope)).hasSize(50 + 221);
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "a.", ".a", "a..b", "a b", "\u00e4", "label-of-64-characters"})
  void malformedScope_isRejected(String text) {
    String scope = text.startsWith("label") ? "a".repeat(64) : text;
    TestDialogueContext context = TestDialogueContext.of(Transport.UDP, 137);
    assertThatThrownBy(() -> context.with(NetBios.SCOPE, scope))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("netbios.scope: " + SafeText.quote(scope) + " (expected: ");
    String tooLong = "a.".repeat(110) + "b";
    assertThatThrownBy(() -> context.with(NetBios.SCOPE, tooLong))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

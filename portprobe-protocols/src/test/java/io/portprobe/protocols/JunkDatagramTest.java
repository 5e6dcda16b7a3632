package io.portprobe.protocols;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Any host can send a datagram with the address of the peer. It must not end the dialogue. */
class JunkDatagramTest {
  /** Protocols whose servers may reply with any datagram (RFC 862, 864, 865, 867 and 868). */
  private static final Set<String> ANY_REPLY = Set.of("echo", "chargen", "qotd", "daytime", "time");

  private static final List<byte[]> JUNK =
      List.of(
          new byte[] {'n', 'o'},
          new byte[0],
          new byte[1],
          new byte[80],
          new byte[] {0x30, (byte) 0x84, 0x7f, -1, -1, -1},
          new byte[] {4, 2},
          "HTTP/1.1 400\r\n\r\n".getBytes(US_ASCII));

  static Stream<Protocol> protocols() {
    return ServiceLoader.load(Protocol.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(protocol -> protocol.getClass().getName().startsWith("io.portprobe.protocols."))
        .filter(protocol -> port(protocol) > 0)
        .filter(protocol -> !ANY_REPLY.contains(protocol.name()));
  }

  private static int port(Protocol protocol) {
    return protocol.bindings().stream()
        .filter(binding -> binding.transport() == Transport.UDP)
        .mapToInt(binding -> binding.port())
        .findFirst()
        .orElse(0);
  }

  @Test
  void protocolsOverUdp_areIncluded() {
    assertThat(protocols().map(Protocol::name))
        .contains("dns", "ldap", "msrpc", "netbios", "snmp", "ntp", "memcached");
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void datagramOfOthers_doesNotEndTheDialogue(Protocol protocol) {
    Dialogue dialogue = protocol.open(TestDialogueContext.of(Transport.UDP, port(protocol)));
    assertThat(dialogue.start()).isInstanceOf(Step.Send.class);

    for (byte[] junk : JUNK) {
      assertThat(dialogue.received(ByteBuffer.wrap(junk)))
          .as("%s: %s", protocol.name(), new String(junk, US_ASCII))
          .isInstanceOf(Step.Await.class);
    }
  }
}

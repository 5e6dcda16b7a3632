package io.portprobe.examples.custom;

import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static io.portprobe.testing.PortAssertions.assertThatPort;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.portprobe.ProbeClient;
import io.portprobe.faultkit.Script;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.spi.ScriptFinding;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginsTest {
  private static final byte[] PING = bytes("*1\r\n$4\r\nPING\r\n");
  private static final ProbeClient CLIENT = ProbeClient.create();

  @AfterAll
  static void close() {
    CLIENT.close();
  }

  @Test
  void protocols_areDiscovered() {
    assertEquals(Boolean.getBoolean("on.module.path"), Redis.class.getModule().isNamed());
    assertTrue(
        CLIENT.protocols().containsAll(Set.of("memcached", "redis", "stun", "ssdp", "gopher")));
  }

  @Test
  void memcached_hasVersion() {
    Script script =
        Script.expect(bytes("version\r\n")).reply(bytes("VERSION 1.6.18\r\n")).thenSilence();
    try (TcpPeer memcached = TcpPeer.serving(script)) {
      assertThatPort(CLIENT, endpointOf(memcached))
          .speaks(
              "memcached",
              ScriptFinding.class,
              finding -> assertEquals("1.6.18", finding.values().get("version")));
    }
  }

  @Test
  void redis_withoutPassword_isOpen() {
    try (TcpPeer redis =
        TcpPeer.serving(Script.expect(PING).reply(bytes("+PONG\r\n")).thenSilence())) {
      assertThatPort(CLIENT, endpointOf(redis))
          .speaks(
              "redis",
              Redis.Reply.class,
              reply -> assertEquals(List.of("Redis replies with +PONG"), reply.lines()));
      assertEquals(List.of(), redis.failures());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-NOAUTH Authentication required.", "-ERR operation not permitted"})
  void redis_withError_isNotOpen(String error) {
    try (TcpPeer redis =
        TcpPeer.serving(Script.expect(PING).reply(bytes(error + "\r\n")).thenSilence())) {
      assertThatPort(CLIENT, endpointOf(redis))
          .speaks("redis", Redis.Reply.class, reply -> assertFalse(reply.isOpen()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-ERR max number of clients reached",
        "-DENIED Redis is running in protected mode"
      })
  void redis_thatRejectsTheConnection_isNotOpen(String error) {
    try (TcpPeer redis = TcpPeer.serving(Script.reply(bytes(error + "\r\n")).thenClose())) {
      assertThatPort(CLIENT, endpointOf(redis))
          .speaks("redis", Redis.Reply.class, reply -> assertFalse(reply.isOpen()));
    }
  }

  @Test
  void stun_overUdp_hasSoftware() {
    try (UdpPeer stun = UdpPeer.responding(request -> List.of(stunResponse(request)))) {
      assertThatPort(CLIENT, endpointOf(stun))
          .speaks(
              "stun", Stun.Server.class, server -> assertEquals("Coturn-4.6.1", server.software()));
    }
  }

  @Test
  void stun_overTcp_hasSoftware() {
    try (TcpPeer stun = TcpPeer.serving((in, out) -> out.write(stunResponse(in.readNBytes(20))))) {
      assertThatPort(CLIENT, endpointOf(stun))
          .speaks(
              "stun", Stun.Server.class, server -> assertEquals("Coturn-4.6.1", server.software()));
    }
  }

  private static byte[] stunResponse(byte[] request) {
    return ContractTest.stunResponse(ByteBuffer.wrap(request)).array();
  }

  @Test
  void ssdp_hasAllServices() {
    byte[] tv = bytes("HTTP/1.1 200 OK\r\nUSN: uuid:tv\r\n\r\n");
    byte[] radio = bytes("HTTP/1.1 200 OK\r\nUSN: uuid:radio\r\n\r\n");
    try (UdpPeer ssdp = UdpPeer.responding(request -> List.of(tv, radio))) {
      assertThatPort(CLIENT, endpointOf(ssdp))
          .speaks(
              "ssdp",
              Ssdp.Services.class,
              services -> assertEquals(List.of("uuid:radio", "uuid:tv"), services.names()));
    }
  }

  @Test
  void gopher_readsTheSelectedMenu() {
    TcpPeer.Conversation conversation =
        (in, out) -> {
          String selector = new BufferedReader(new InputStreamReader(in, US_ASCII)).readLine();
          out.write(
              bytes(
                  switch (selector) {
                    case "caps.txt" -> "CAPS\r\nServerSoftware=Gophernicus\r\n";
                    case "/docs" -> "0Manual\t/manual\tlocalhost\t70\r\n.\r\n";
                    default -> "3Not found\t\terror.host\t1\r\n.\r\n";
                  }));
        };
    try (TcpPeer gopher = TcpPeer.serving(conversation)) {
      assertThatPort(CLIENT.probe(endpointOf(gopher)).option("gopher.selector", "/docs"))
          .speaks(
              "gopher",
              Gopher.Menu.class,
              menu -> {
                assertEquals(1, menu.entries());
                assertEquals(Optional.of("Gophernicus"), menu.facts().product());
              });
      assertThrows(
          AssertionError.class,
          () -> assertThatPort(CLIENT, endpointOf(gopher)).speaks("gopher"),
          "the server has no root menu");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SSH-2.0-OpenSSH_9.2p1\r\n", "+OK POP3 server ready\r\n", "+PON", "-no code\r\n"})
  void otherServers_areMismatches(String greeting) {
    try (TcpPeer other = TcpPeer.serving(Script.reply(bytes(greeting)).thenClose())) {
      for (String protocol : List.of("memcached", "redis", "stun", "gopher")) {
        assertThrows(
            AssertionError.class, () -> assertThatPort(CLIENT, endpointOf(other)).speaks(protocol));
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }
}

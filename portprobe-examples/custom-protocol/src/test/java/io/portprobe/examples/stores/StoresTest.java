package io.portprobe.examples.stores;

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
import io.portprobe.spi.ScriptFinding;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoresTest {
  private static final byte[] PING = bytes("*1\r\n$4\r\nPING\r\n");
  private static final ProbeClient CLIENT = ProbeClient.create();

  @AfterAll
  static void close() {
    CLIENT.close();
  }

  @Test
  void protocols_areDiscovered() {
    assertEquals(Boolean.getBoolean("on.module.path"), Redis.class.getModule().isNamed());
    assertTrue(CLIENT.protocols().containsAll(Set.of("redis", "memcached")));
  }

  @Test
  void redis_withoutPassword_isOpen() {
    try (TcpPeer redis =
        TcpPeer.serving(Script.expect(PING).reply(bytes("+PONG\r\n")).thenSilence())) {
      assertThatPort(CLIENT, endpointOf(redis))
          .speaks(
              "redis",
              RedisPing.class,
              ping -> assertEquals(List.of("Redis replies to PING with +PONG"), ping.lines()));
      assertEquals(List.of(), redis.failures());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-NOAUTH Authentication required.",
        "-ERR operation not permitted",
        "-DENIED Redis is running in protected mode"
      })
  void redis_withError_isNotOpen(String error) {
    try (TcpPeer redis =
        TcpPeer.serving(Script.expect(PING).reply(bytes(error + "\r\n")).thenSilence())) {
      assertThatPort(CLIENT, endpointOf(redis))
          .speaks("redis", RedisPing.class, ping -> assertFalse(ping.isOpen()));
    }
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

  @ParameterizedTest
  @ValueSource(
      strings = {"SSH-2.0-OpenSSH_9.2p1\r\n", "+OK POP3 server ready\r\n", "+PONG", "-no code\r\n"})
  void otherServers_areMismatches(String greeting) {
    try (TcpPeer other = TcpPeer.serving(Script.reply(bytes(greeting)).thenClose())) {
      for (String store : List.of("redis", "memcached")) {
        assertThrows(
            AssertionError.class, () -> assertThatPort(CLIENT, endpointOf(other)).speaks(store));
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }
}

package io.portprobe.examples.redis;

import static io.portprobe.assertions.PortAssertions.assertThatPort;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.DialogueReport.Outcome;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.testkit.Script;
import io.portprobe.testkit.TcpPeer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The Redis plug-in")
class RedisTest {
  private static final byte[] PING = bytes("*1\r\n$4\r\nPING\r\n");
  private static final ProbeClient CLIENT = ProbeClient.create();

  @AfterAll
  static void close() {
    CLIENT.close();
  }

  @Test
  @DisplayName("is found by a client without being mentioned")
  void isFound() {
    assertThat(CLIENT.protocols()).contains("redis");
  }

  @Test
  @DisplayName("recognises a server that answers anybody")
  void recognisesAnOpenServer() {
    try (TcpPeer redis = TcpPeer.talking(answering("+PONG\r\n"))) {
      ProbeReport report = CLIENT.tcp(redis.host(), redis.port()).as("redis").report().join();
      assertThat(report.finding(RedisPing.class)).contains(new RedisPing("+PONG"));
      assertThat(report.findings().get(0).lines()).containsExactly("Redis answers PING with +PONG");
      assertThat(redis.failures()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-NOAUTH Authentication required.",
        "-ERR operation not permitted",
        "-DENIED Redis is running in protected mode"
      })
  @DisplayName("recognises a server that wants something first")
  void recognisesAClosedServer(String error) {
    try (TcpPeer redis = TcpPeer.talking(answering(error + "\r\n"))) {
      assertThatPort(CLIENT, redis.endpoint())
          .speaks("redis", RedisPing.class, ping -> assertThat(ping.isOpen()).isFalse());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SSH-2.0-OpenSSH_9.2p1\r\n", "+OK POP3 server ready\r\n", "+PONG", "-no code\r\n"})
  @DisplayName("takes nothing else for Redis")
  void recognisesStrangers(String greeting) {
    try (TcpPeer stranger = TcpPeer.talking(Script.reply(bytes(greeting)).thenClose())) {
      ProbeReport report = CLIENT.tcp(stranger.host(), stranger.port()).as("redis").report().join();
      assertThat(report.dialogue().orElseThrow().outcome()).isEqualTo(Outcome.MISMATCH);
      assertThatThrownBy(() -> assertThatPort(CLIENT, stranger.endpoint()).speaks("redis"))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("to speak redis, but what listens there does not");
    }
  }

  private static Script answering(String reply) {
    return Script.expect(PING).reply(bytes(reply)).thenSilence();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }
}

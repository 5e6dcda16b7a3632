package io.portprobe.protocols.internal.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.protocols.internal.recording.Recording;
import io.portprobe.protocols.store.Redis;
import io.portprobe.protocols.store.RedisResult;
import io.portprobe.protocols.store.RedisResult.Access;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisTest {
  private final TestDialogueContext context = TestDialogueContext.of(Transport.TCP, 6379);

  private Recording open() {
    return Recording.start(new RedisProtocol().open(context));
  }

  private static byte[] recorded(String name) {
    return Recording.read(StoreFuzzTest.class, "redis", name);
  }

  private static byte[] text(String text) {
    return text.getBytes(US_ASCII);
  }

  @Test
  void openServer_hasVersionModeAndRole() {
    Recording recording = open().receive(recorded("redis-7.0.15"));
    RedisResult redis = recording.finding(RedisResult.class);

    assertThat(recording.sent())
        .containsExactly(text("*1\r\n$4\r\nPING\r\n"), text("*1\r\n$4\r\nINFO\r\n"));
    assertThat(redis.access()).isEqualTo(Access.OPEN);
    assertThat(redis.product()).contains("Redis");
    assertThat(redis.version()).contains("7.0.15");
    assertThat(redis.mode()).contains("standalone");
    assertThat(redis.role()).contains("master");
    assertThat(redis.info()).containsEntry("tcp_port", "6379").hasSizeBetween(100, 200);
    assertThat(redis.facts().operatingSystem().orElseThrow()).startsWith("Linux ");
    assertThat(redis.lines())
        .startsWith(
            "access without a password: open",
            "product: Redis 7.0.15",
            "mode: standalone",
            "role: master");
  }

  @ParameterizedTest
  @CsvSource({
    "redis-7.0.15-noauth, PASSWORD_REQUIRED, NOAUTH Authentication required.",
    "redis-7.0.15-denied, PROTECTED_MODE, DENIED Redis is running in protected mode because",
    "redis-7.0.15-maxclients, REFUSED, ERR max number of clients reached",
  })
  void refusingServer_isFoundWithItsError(String name, Access access, String error) {
    RedisResult redis = open().receive(recorded(name)).finding(RedisResult.class);

    assertThat(redis.access()).isEqualTo(access);
    assertThat(redis.error().orElseThrow()).startsWith(error);
    assertThat(redis.info()).isEmpty();
    assertThat(redis.lines()).allMatch(line -> line.length() < 250);
    assertThat(redis.facts()).isEqualTo(ServiceFacts.of("redis").withVolatileComponents("info"));
  }

  @ParameterizedTest
  @CsvSource({
    "valkey_version:8.0.1, Valkey, 8.0.1",
    "dragonfly_version:df-v1.25.2, Dragonfly, df-v1.25.2"
  })
  void relatives_areNamed(String field, String product, String version) {
    String info = "# Server\r\nredis_version:7.2.4\r\n" + field + "\r\nserver_mode:cluster\r\n";
    RedisResult redis =
        open()
            .receive(text("+PONG\r\n$" + info.length() + "\r\n" + info + "\r\n"))
            .finding(RedisResult.class);

    assertThat(redis.product()).contains(product);
    assertThat(redis.version()).contains(version);
    assertThat(redis.mode()).contains("cluster");
  }

  @Test
  void info_refusedOrUnanswered_leavesAnOpenServer() {
    RedisResult refused =
        open()
            .receive(text("+PONG\r\n-NOPERM this user has no permissions to run 'info'\r\n"))
            .finding(RedisResult.class);
    assertThat(refused.access()).isEqualTo(Access.OPEN);
    assertThat(refused.infoError().orElseThrow()).startsWith("NOPERM");

    RedisResult closed = open().receive(text("+PONG\r\n")).close().finding(RedisResult.class);
    assertThat(closed.infoError()).contains("the server closed the connection");

    assertThat(open().receive(text("+PONG\r\n")).finding().orElseThrow().lines())
        .contains("no INFO: no reply");
  }

  @Test
  void info_isNotSent_withoutTheOption() {
    context.with(Redis.INFO, false);
    Recording recording = open().receive(text("+PONG\r\n"));

    assertThat(recording.sent()).hasSize(1);
    assertThat(recording.finding(RedisResult.class).infoError()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+OK\r\n",
        "-ERR Unknown command.\r\n",
        "-ERR\r\n",
        "$4\r\nPONG\r\n",
        "$x\r\n",
        "$9999999999\r\n",
        ":1\r\n"
      })
  void otherReplies_areMismatches(String reply) {
    assertThat(open().receive(text(reply)).last()).isInstanceOf(Step.Mismatch.class);
  }

  @Test
  void recognise_answersToForeignRequests() {
    assertThat(recognised(recorded("redis-7.0.15-http"))).isTrue();
    assertThat(recognised(recorded("redis-7.0.15-denied"))).isTrue();
    assertThat(recognised(text("-ERR unknown command 'HELP', with args beginning with: \r\n")))
        .isTrue();
    assertThat(recognised(text("-ERR Unknown command.\r\n"))).as("POP3").isFalse();
    assertThat(recognised(text("-ERR unknown command\r\n"))).as("POP3").isFalse();
    assertThat(recognised(text("-NOAUTH Authentication"))).as("an unfinished line").isFalse();
  }

  private static boolean recognised(byte[] bytes) {
    return new RedisProtocol().recognise(ByteBuffer.wrap(bytes)).isPresent();
  }
}

package io.portprobe.internal.identify;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.internal.identify.IdentifyPlan.Action;
import io.portprobe.internal.identify.IdentifyPlan.Input;
import io.portprobe.internal.identify.IdentifyPlan.Layer;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentifyConnectionTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private Duration now = Duration.ZERO;
  private final IdentifyPlan plan =
      new IdentifyPlan(
          new Input(
              4711,
              TIMEOUT,
              8,
              new Layer(List.of(), true),
              new Layer(List.of(), false),
              false,
              false),
          new PlugInFailures());
  private final IdentifyConnection connection =
      new IdentifyConnection(TestCandidates.context(() -> TIMEOUT.minus(now)), plan, TIMEOUT);

  private static ByteBuffer bytes(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length);
    for (int value : values) {
      bytes.put((byte) value);
    }
    return bytes.flip();
  }

  private static Duration millis(int millis) {
    return Duration.ofMillis(millis);
  }

  @Test
  void now_isTheTimeSinceTheStart() {
    now = millis(700);

    assertThat(connection.now()).isEqualTo(millis(700));
    assertThat(connection.progressEnd()).isEqualTo(millis(700).plus(IdentifyPlan.RESPONSE_WAIT));
  }

  @Test
  void handshakeTime_isWhatIsLeft_butAtLeastAMillisecond() {
    connection.handshakeUntil(millis(300));
    assertThat(connection.handshakeTime()).isEqualTo(millis(300));

    now = millis(300);
    assertThat(connection.handshakeTime()).isEqualTo(millis(1));
  }

  @Test
  void await_noTimeLeft_waitsAMillisecond() {
    assertThat(IdentifyConnection.await(millis(-5))).isEqualTo(Step.await(millis(1)));
    assertThat(IdentifyConnection.await(millis(5))).isEqualTo(Step.await(millis(5)));
  }

  @Test
  void reconnect_forgetsTheBytes_andCountsTheConnection() {
    connection.received().append(bytes(1));
    connection.sent().append(bytes(2));

    assertThat(connection.reconnect(true)).isEqualTo(Step.reconnectTls());
    assertThat(connection.hasReceived()).isFalse();
    assertThat(connection.sent().size()).isZero();
    assertThat(plan.connections()).isEqualTo(2);
    assertThat(connection.reconnect(false)).isEqualTo(Step.reconnect());
  }

  @Test
  void onConnected_afterReconnect_measuresTheConnect() {
    now = millis(100);
    var unused = connection.reconnect(false);
    now = millis(500);
    connection.onConnected();

    Action.Listen listen = (Action.Listen) plan.next(now);
    assertThat(listen.time()).isEqualTo(IdentifyPlan.LAST_WAIT.plus(millis(400).multipliedBy(2)));
  }

  @Test
  void isEcho_sameBytesOnly() {
    assertThat(connection.isEcho()).isFalse();
    connection.sent().append(bytes(1, 2));
    connection.received().append(bytes(1));
    assertThat(connection.isEcho()).isFalse();
    assertThat(connection.resemblesEcho()).isTrue();

    connection.received().append(bytes(2));
    assertThat(connection.isEcho()).isTrue();

    connection.received().append(bytes(3));
    assertThat(connection.isEcho()).isFalse();
    assertThat(connection.resemblesEcho()).isTrue();
  }

  @Test
  void isEcho_moreBytesThanAreKept_isFalse() {
    connection.sent().append(ByteBuffer.allocate(PeerBytes.MAX + 1));
    connection.received().append(ByteBuffer.allocate(PeerBytes.MAX));

    assertThat(connection.isEcho()).isFalse();
  }
}

package io.portprobe.internal.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.DialogueReport.Cause;
import io.portprobe.Transport;
import io.portprobe.internal.net.Datagrams;
import io.portprobe.spi.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialogueLimitsTest {
  private static final int MEBIBYTE = 1 << 20;

  private static DialogueLimits over(Transport transport) {
    return new DialogueLimits("test", 2, transport);
  }

  private static DialogueLimits.Violation pluginFailure(String requested) {
    return new DialogueLimits.Violation(
        Cause.PLUGIN_FAILURE, "the protocol 'test' requested " + requested);
  }

  private static DialogueLimits.Violation limit(String note) {
    return new DialogueLimits.Violation(Cause.LIMIT, note);
  }

  @Test
  void received_upTo16MiB_isPermitted() {
    DialogueLimits limits = over(Transport.TCP);

    assertThat(limits.receive(16 * MEBIBYTE)).isNull();
    assertThat(limits.receive(1)).isEqualTo(limit("the peer sent more than 16 MiB"));
    assertThat(limits.received()).isEqualTo(16 * MEBIBYTE + 1);
  }

  @Test
  void sends_upTo4MiB_arePermitted() {
    DialogueLimits limits = over(Transport.TCP);
    Step all = Step.send(new byte[4 * MEBIBYTE], Step.await());

    assertThat(limits.check(all)).isNull();
    limits.send(4 * MEBIBYTE);
    assertThat(limits.sent()).isEqualTo(4 * MEBIBYTE);
    assertThat(limits.check(Step.send(new byte[1], Step.await())))
        .isEqualTo(limit("the protocol 'test' requested to send more than 4 MiB"));
  }

  @Test
  void steps_upTo65536_arePermitted() {
    DialogueLimits limits = over(Transport.TCP);
    for (int i = 0; i < 65_536; i++) {
      assertThat(limits.countStep()).isNull();
    }
    assertThat(limits.countStep())
        .isEqualTo(limit("the protocol 'test' returned more than 65536 steps"));
  }

  @Test
  void reconnects_upToThoseOfTheProtocol_arePermitted() {
    DialogueLimits limits = over(Transport.TCP);

    assertThat(limits.check(Step.reconnect())).isNull();
    assertThat(limits.check(Step.reconnectTls())).isNull();
    assertThat(limits.check(Step.reconnect()))
        .isEqualTo(limit("the protocol 'test' requested more than 2 new connections"));
  }

  @Test
  void stepsOfTcp_overUdp_arePluginFailures() {
    DialogueLimits limits = over(Transport.UDP);

    assertThat(limits.check(Step.startTls())).isEqualTo(pluginFailure("TLS over UDP"));
    assertThat(limits.check(Step.reconnect()))
        .isEqualTo(pluginFailure("to connect again over UDP"));
  }

  @Test
  void stepsOfUdp_overTcp_arePluginFailures() {
    DialogueLimits limits = over(Transport.TCP);

    assertThat(limits.check(Step.poll(new byte[1]))).isEqualTo(pluginFailure("a poll over TCP"));
    assertThat(limits.check(Step.continueOverTcp()))
        .isEqualTo(pluginFailure("to continue over TCP in a TCP dialogue"));
  }

  @Test
  void continuationOverTcp_afterAReply_changesTheTransport() {
    DialogueLimits limits = over(Transport.UDP);
    assertThat(limits.check(Step.continueOverTcp()))
        .isEqualTo(pluginFailure("to continue over TCP before a reply was received"));

    assertThat(limits.receive(1)).isNull();
    assertThat(limits.check(Step.continueOverTcp())).isNull();
    assertThat(limits.check(Step.startTls())).isNull();
    assertThat(limits.check(Step.send(new byte[Datagrams.LARGEST_PAYLOAD + 1], Step.await())))
        .isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, Datagrams.LARGEST_PAYLOAD + 1})
  void datagram_ofAWrongSize_isAPluginFailure(int size) {
    DialogueLimits.Violation expected =
        pluginFailure("a datagram of " + size + " bytes (expected: 1-65507)");

    assertThat(over(Transport.UDP).check(Step.send(new byte[size], Step.await())))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, Datagrams.LARGEST_PAYLOAD})
  void datagram_ofAPossibleSize_isPermitted(int size) {
    assertThat(over(Transport.UDP).check(Step.send(new byte[size], Step.await()))).isNull();
  }
}

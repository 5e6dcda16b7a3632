package io.portprobe.protocols.internal.mssql;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.Transport;
import io.portprobe.protocols.talk.FuzzedPeer;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;

/** Messages of a server that are the input of the fuzzer. */
class MsSqlFuzzTest {
  private static final int ROOM = 1 << 16;

  @FuzzTest
  void browser(byte[] input) {
    InstanceList.read(ByteBuffer.wrap(input).asReadOnlyBuffer(), ROOM)
        .ifPresent(MsSqlFuzzTest::check);
  }

  /** The datagrams of a whole dialogue. */
  @FuzzTest
  void browserDatagrams(byte[] input) {
    var unused =
        FuzzedPeer.datagrams(
            new MsSqlBrowserProtocol().open(TestDialogueContext.of(Transport.UDP, 1434)),
            input,
            (datagram, request) -> {});
  }

  @FuzzTest
  void preLogin(byte[] input) {
    PreLogin.readPacket(ByteBuffer.wrap(input).asReadOnlyBuffer()).ifPresent(MsSqlFuzzTest::check);
    Dialogue dialogue = new MsSqlProtocol().open(TestDialogueContext.of(Transport.TCP, 1433));
    var unused = dialogue.start();
    if (input.length > 0
        && dialogue.received(ByteBuffer.wrap(input).asReadOnlyBuffer())
            instanceof Step.Finish finish) {
      check(finish.finding());
    }
  }

  private static void check(Finding finding) {
    assertThat(finding.lines())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line.chars()).noneMatch(Character::isISOControl));
  }
}

package io.portprobe.protocols.internal.simple;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.Transport;
import io.portprobe.protocols.talk.FuzzedPeer;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.util.List;

/** The identifiers of the seeds are those of a dialogue with the seed of the test context. */
class SimpleFuzzTest {
  private static void stream(Protocol protocol, byte[] input) {
    var unused = FuzzedPeer.stream(protocol, () -> TestDialogueContext.of(Transport.TCP, 1), input);
  }

  @FuzzTest
  void echo(byte[] input) {
    stream(new EchoProtocol(), input);
  }

  @FuzzTest
  void daytime(byte[] input) {
    stream(new DaytimeProtocol(), input);
  }

  @FuzzTest
  void chargen(byte[] input) {
    stream(new ChargenProtocol(), input);
  }

  @FuzzTest
  void time(byte[] input) {
    stream(new TimeProtocol(), input);
  }

  @FuzzTest
  void finger(byte[] input) {
    stream(new FingerProtocol(), input);
  }

  @FuzzTest
  void ident(byte[] input) {
    stream(new IdentProtocol(), input);
  }

  /** Services that send nothing. */
  @FuzzTest
  void silent(byte[] input) {
    stream(new DiscardProtocol(), input);
    stream(new SyslogProtocol(), input);
  }

  /** Each protocol over UDP receives the same datagrams. */
  @FuzzTest
  void datagrams(byte[] input) {
    for (Protocol protocol :
        List.of(
            new EchoProtocol(),
            new DaytimeProtocol(),
            new QotdProtocol(),
            new ChargenProtocol(),
            new TimeProtocol())) {
      var unused =
          FuzzedPeer.datagrams(
              protocol.open(TestDialogueContext.of(Transport.UDP, 1)),
              input,
              (datagram, request) -> {});
    }
  }
}

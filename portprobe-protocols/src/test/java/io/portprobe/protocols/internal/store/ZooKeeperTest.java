package io.portprobe.protocols.internal.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.protocols.internal.recording.Recording;
import io.portprobe.protocols.store.ZooKeeperResult;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZooKeeperTest {
  private static Recording open() {
    return Recording.start(new ZooKeeperProtocol().open(TestDialogueContext.of(Transport.TCP, 1)));
  }

  private static byte[] recorded(String name) {
    return Recording.read(StoreFuzzTest.class, "zooKeeper", name);
  }

  @Test
  void reply_hasVersionModeAndFields() {
    Recording recording = open().receive(recorded("zookeeper-3.8.4")).close();
    ZooKeeperResult result = recording.finding(ZooKeeperResult.class);

    assertThat(recording.sent()).containsExactly("srvr".getBytes(US_ASCII));
    assertThat(result.version()).contains("3.8.4");
    assertThat(result.mode()).contains("standalone");
    assertThat(result.fields()).hasSize(8).containsEntry("Node count", "5");
    assertThat(result.lines())
        .startsWith("ZooKeeper 3.8.4", "Latency min/avg/max: 0/0.0/0")
        .endsWith("Mode: standalone", "Node count: 5");
  }

  @Test
  void serverThatDoesNotClose_isFoundWhenSilent() {
    ZooKeeperResult result =
        open().receive(recorded("zookeeper-3.8.4")).silence().finding(ZooKeeperResult.class);
    assertThat(result.mode()).contains("standalone");
  }

  @Test
  void wordThatIsNotExecuted_isAFinding() {
    ZooKeeperResult result =
        open().receive(recorded("zookeeper-3.8.4-refused")).finding(ZooKeeperResult.class);

    assertThat(result.version()).isEmpty();
    assertThat(result.error()).contains("ruok is not executed because it is not in the whitelist.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zookeeper version: 3\n",
        "The word is not executed because it is not in the whitelist.\n",
        "Zookeeper version: 3.8.4\nno field\n"
      })
  void otherLines_areMismatches(String text) {
    assertThat(open().receive(text.getBytes(US_ASCII)).last()).isInstanceOf(Step.Mismatch.class);
  }

  @Test
  void recognise_firstLine() {
    assertThat(recognise("Zookeeper version: 3.4.14-4c25d48, built on 03/06/2019\n").version())
        .contains("3.4.14");
    assertThat(recognise("This ZooKeeper instance is not currently serving requests\n").product())
        .contains("Apache ZooKeeper");
    assertThat(recognise("Zookeeper version: 3.4")).isEqualTo(ServiceFacts.none());
  }

  private static ServiceFacts recognise(String text) {
    return new ZooKeeperProtocol()
        .recognise(ByteBuffer.wrap(text.getBytes(US_ASCII)))
        .orElse(ServiceFacts.none());
  }
}

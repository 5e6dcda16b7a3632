package io.portprobe.protocols.internal.rsync;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.protocols.rsync.Rsync;
import io.portprobe.protocols.rsync.RsyncResult;
import io.portprobe.protocols.talk.FuzzedPeer;
import io.portprobe.protocols.talk.Recording;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RsyncDialogueTest {
  private final Dialogue listing = new RsyncProtocol().open(context());

  private static TestDialogueContext context() {
    return TestDialogueContext.of(Transport.TCP, 873).with(Rsync.MODULES, true);
  }

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII)).asReadOnlyBuffer();
  }

  private static RsyncResult result(Step step) {
    return (RsyncResult) ((Step.Finish) step).finding();
  }

  @Test
  void rsync_publicModules_areListed() {
    byte[] recording = Recording.of(RsyncFuzzTest.class, "stream/rsync");
    RsyncResult result =
        result(FuzzedPeer.stream(new RsyncProtocol(), RsyncDialogueTest::context, recording));

    assertThat(result.protocolVersion()).isEqualTo("32.0");
    assertThat(result.checksums()).containsExactly("sha512", "sha256", "sha1", "md5", "md4");
    assertThat(result.messageOfTheDay()).containsExactly("Welcome to the test server", "");
    assertThat(result.modules().stream().map(Object::toString))
        .containsExactly("data: Public data", "plain");
    assertThat(result.complete()).isTrue();
  }

  @Test
  void withoutTheOption_nothingIsSent() {
    Dialogue dialogue = new RsyncProtocol().open(TestDialogueContext.of(Transport.TCP, 873));

    assertThat(dialogue.start()).isEqualTo(Step.await());
    assertThat(result(dialogue.received(text("@RSYNCD: 27\n"))).protocolVersion()).isEqualTo("27");
  }

  @Test
  void error_isAFinding() {
    var unused = listing.received(text("@RSYNCD: 31.0\n"));
    RsyncResult result = result(listing.received(text("@ERROR: access denied\n")));

    assertThat(result.error()).contains("access denied");
    assertThat(result.lines()).contains("error: access denied");
  }

  @Test
  void streamThatEndsEarly_isAnIncompleteFinding() {
    var unused = listing.received(text("@RSYNCD: 31.0\na\tb\n"));
    RsyncResult result = result(listing.closed());

    assertThat(result.complete()).isFalse();
    assertThat(result.modules()).hasSize(1);
  }

  @Test
  void longList_isCutAt1000Modules() {
    var unused = listing.received(text("@RSYNCD: 31.0\n"));
    String modules = String.join("", Collections.nCopies(1001, "a\tb\n"));
    RsyncResult result = result(listing.received(text(modules + "@RSYNCD: EXIT\n")));

    assertThat(result.modules()).hasSize(1000);
    assertThat(result.complete()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "@RSYNCD: 31.0 sha512 md5, true",
    "@RSYNCD: 27, true",
    "@RSYNCD: OK, false",
    "@RSYNCD: 31.0 md5, false",
    "RSYNCD: 31.0, false"
  })
  void recognise_needsAVersion(String line, boolean recognised) {
    assertThat(new RsyncProtocol().recognise(text(line + "\n")).isPresent()).isEqualTo(recognised);
  }
}

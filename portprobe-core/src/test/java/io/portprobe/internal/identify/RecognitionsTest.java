package io.portprobe.internal.identify;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.internal.identify.Candidates.Recognition;
import io.portprobe.spi.Binding;
import io.portprobe.spi.ServiceFacts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecognitionsTest {
  private final Candidate smtp = TestCandidates.greets("220", Binding.tcp(25));
  private final Candidate ftp = TestCandidates.greets("220 ", Binding.tcp(21));
  private final Candidate ssh = TestCandidates.greets("SSH-", Binding.tcp(22));
  private final Candidates all = new Candidates(List.of(smtp, ftp, ssh));

  private Recognitions on(int port) {
    return new Recognitions(all, port, new PlugInFailures());
  }

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void offer_bytesOfOneProtocol_returnsIt() {
    Recognitions recognitions = on(4711);

    assertThat(recognitions.offer(text("SSH-2.0"))).contains(ssh);
    assertThat(recognitions.only()).map(Recognition::candidate).contains(ssh);
    assertThat(recognitions.untried()).isEqualTo(1);
  }

  @Test
  void offer_bytesOfTwoProtocols_keepsBoth() {
    Recognitions recognitions = on(4711);

    assertThat(recognitions.offer(text("220 ready"))).isEmpty();
    assertThat(recognitions.only()).isEmpty();
    assertThat(recognitions.untried()).isEqualTo(2);
  }

  @Test
  void offer_bytesOfTwoProtocols_prefersThatOfThePort() {
    Recognitions recognitions = on(25);

    assertThat(recognitions.offer(text("220 ready"))).contains(smtp);
    assertThat(recognitions.untried()).isEqualTo(1);
  }

  @Test
  void offer_unknownBytes_keepsWhatIsKnownButHasNothingToTry() {
    Recognitions recognitions = on(4711);
    var unused = recognitions.offer(text("SSH-2.0"));

    assertThat(recognitions.offer(text("?"))).isEmpty();
    assertThat(recognitions.only()).map(Recognition::candidate).contains(ssh);
    assertThat(recognitions.untried()).isZero();
  }

  @Test
  void remove_triedProtocol_leavesTheOthers() {
    Recognitions recognitions = on(4711);
    var unused = recognitions.offer(text("220 ready"));

    recognitions.remove(smtp);

    assertThat(recognitions.poll()).extracting(Recognition::candidate).isEqualTo(ftp);
    assertThat(recognitions.poll()).isNull();
  }

  @Test
  void replace_protocol_isTheOnlyOne() {
    Recognitions recognitions = on(4711);
    var unused = recognitions.offer(text("220 ready"));
    Recognition echo = new Recognition(ssh, ServiceFacts.of("ssh"));

    recognitions.replace(echo);

    assertThat(recognitions.only()).contains(echo);
    assertThat(recognitions.poll()).isEqualTo(echo);
    assertThat(recognitions.untried()).isZero();
  }
}

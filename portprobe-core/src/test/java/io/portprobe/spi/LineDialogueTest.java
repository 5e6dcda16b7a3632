package io.portprobe.spi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LineDialogueTest {
  private final List<String> lines = new ArrayList<>();

  private LineDialogue dialogue(Function<String, Step> onLine) {
    return new LineDialogue(8, UTF_8) {
      @Override
      public Step start() {
        return Step.await();
      }

      @Override
      protected Step line(String line) {
        lines.add(line);
        return onLine.apply(line);
      }

      @Override
      protected Step onSilence() {
        return Step.mismatch("silent after " + unfinishedLine());
      }
    };
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8)).asReadOnlyBuffer();
  }

  private static Step send(String text, Step then) {
    return Step.send(bytes(text), then);
  }

  @Test
  void lines_areTheSame_howeverTheStreamIsSplit() {
    String stream = "one\r\ntwo\n\nfour\r\n";
    for (int at = 0; at <= stream.length(); at++) {
      lines.clear();
      LineDialogue dialogue = dialogue(line -> Step.await());
      assertThat(dialogue.received(bytes(stream.substring(0, at)))).isEqualTo(Step.await());
      assertThat(dialogue.received(bytes(stream.substring(at)))).isEqualTo(Step.await());

      assertThat(lines).as("split at " + at).containsExactly("one", "two", "", "four");
    }
  }

  @Test
  void stepsOfSeveralLines_areJoined() {
    LineDialogue dialogue =
        dialogue(line -> send(line.toUpperCase(java.util.Locale.ROOT), Step.await()));

    assertThat(dialogue.received(bytes("a\nb\n"))).isEqualTo(send("A", send("B", Step.await())));
  }

  @Test
  void timerOfALine_remains_ifTheNextLineOnlyWaits() {
    Duration quiet = Duration.ofMillis(300);
    LineDialogue dialogue =
        dialogue(line -> line.equals("a") ? Step.await(quiet) : Step.await("more"));

    assertThat(dialogue.received(bytes("a\nb\n"))).isEqualTo(Step.await(quiet));
  }

  @Test
  void lastLine_mayEndWithTheStream() {
    LineDialogue dialogue = dialogue(line -> Step.mismatch(line));
    assertThat(dialogue.received(bytes("end"))).isEqualTo(Step.await());

    assertThat(dialogue.closed()).isEqualTo(Step.mismatch("end"));
  }

  @Test
  void lastLine_thatStartsTls_endsAsAClosedStream() {
    LineDialogue dialogue = dialogue(line -> Step.startTls());
    assertThat(dialogue.received(bytes("220"))).isEqualTo(Step.await());

    assertThat(dialogue.closed()).isEqualTo(dialogue(line -> Step.await()).closed());
  }

  @Test
  void unfinishedLine_isKnownInSilence() {
    LineDialogue dialogue = dialogue(line -> Step.await());
    assertThat(dialogue.received(bytes("a\nlogin:"))).isEqualTo(Step.await());

    assertThat(dialogue.silent()).isEqualTo(Step.mismatch("silent after login:"));
  }

  @Test
  void oversizedLine_isMismatch_withAndWithoutItsEnd() {
    Step oversized = Step.mismatch("expected a line, received one of more than 8 bytes");

    assertThat(dialogue(line -> Step.await()).received(bytes("12345678\r\n")))
        .isEqualTo(Step.await());
    assertThat(dialogue(line -> Step.await()).received(bytes("123456789\r\n")))
        .isEqualTo(oversized);
    assertThat(dialogue(line -> Step.await()).received(bytes("1234567890"))).isEqualTo(oversized);
  }

  @Test
  void plaintextBeforeATlsHandshake_isMismatch() {
    LineDialogue injected = dialogue(line -> Step.startTls());
    assertThat(injected.received(bytes("ok\nEHLO")))
        .isEqualTo(Step.mismatch("the peer sent data before the TLS handshake"));

    assertThat(dialogue(line -> Step.startTls()).received(bytes("ok\n")))
        .isEqualTo(Step.startTls());
  }
}

package io.portprobe.examples.portqry;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.examples.portqry.console.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong();

  private Progress progress(boolean terminal) {
    return new Progress(
        terminal
            ? Optional.of(new PrintStream(bytes, true, StandardCharsets.UTF_8))
            : Optional.empty(),
        nanos::get);
  }

  private String shown() {
    String text = bytes.toString(StandardCharsets.UTF_8);
    bytes.reset();
    return text;
  }

  private void after(long millis) {
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  @Test
  @DisplayName("Progress appears after two seconds and is removed before a line is printed")
  void comesAndGoes() {
    Progress progress = progress(true);
    after(1_999);
    progress.show(1, 1000);
    progress.hide();
    assertThat(shown()).isEmpty();

    after(1);
    progress.show(3, 1000);
    assertThat(shown()).isEqualTo("\r\u001b[K3 of 1000 answered, 2 s");

    progress.hide();
    assertThat(shown()).isEqualTo("\r\u001b[K");

    progress.hide();
    assertThat(shown()).isEmpty();
  }

  @Test
  @DisplayName("Progress is shown at most ten times a second")
  void notTooOften() {
    Progress progress = progress(true);
    after(2_000);
    progress.show(3, 1000);
    assertThat(shown()).isNotEmpty();

    after(99);
    progress.show(4, 1000);
    assertThat(shown()).isEmpty();

    after(1);
    progress.show(5, 1000);
    assertThat(shown()).isEqualTo("\r\u001b[K5 of 1000 answered, 2 s");
  }

  @Test
  @DisplayName("Progress is shown on terminals only")
  void noTerminal() {
    Progress progress = progress(false);
    after(60_000);
    progress.show(3, 1000);
    progress.hide();

    assertThat(shown()).isEmpty();
  }
}

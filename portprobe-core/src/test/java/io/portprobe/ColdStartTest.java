package io.portprobe;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.ChildJvm.Ended;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Tag("slow")
@EnabledOnOs(OS.LINUX)
class ColdStartTest {
  /** Those of the first probe that succeeds; the warm-up of the client fails by design. */
  private static final int FEW = 100;

  @Test
  void firstProbe_loadsFewClasses_soThatItsTimeIsThatOfTheNetwork() throws Exception {
    Ended ended = ChildJvm.plain().run(ColdStart.class);
    assertThat(ended.lines()).as(ended.errors()).hasSize(2).startsWith("LISTENING");
    assertThat(Integer.parseInt(ended.lines().get(1))).isLessThan(FEW);
  }
}

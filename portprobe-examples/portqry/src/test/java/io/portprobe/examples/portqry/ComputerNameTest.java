package io.portprobe.examples.portqry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ComputerNameTest {
  @Test
  @EnabledOnOs(OS.LINUX)
  void name_isThatOfTheKernel_whetherOrNotItResolves() throws IOException {
    assertThat(ComputerName.name())
        .isEqualTo(Files.readString(Path.of("/proc/sys/kernel/hostname")).strip());
  }
}

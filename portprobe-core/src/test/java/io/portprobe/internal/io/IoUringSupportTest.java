package io.portprobe.internal.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.uring.IoUring;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of /proc/self/maps of processes on Alpine 3.22, Debian 12 with musl-gcc, and Debian 12. */
class IoUringSupportTest {
  private static final String MAPPED = "7f5bfb006000-7f5bfb069000 r-xp 00015000 fe:00 1340    ";

  @ParameterizedTest
  @CsvSource({
    "/lib/ld-musl-x86_64.so.1, true",
    "/usr/lib/libc.musl-x86_64.so.1, true",
    "/usr/lib/x86_64-linux-musl/libc.so, true",
    "/usr/lib/x86_64-linux-gnu/libc.so.6, false",
    "/usr/lib/x86_64-linux-gnu/libc-2.31.so, false",
    "/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2, false"
  })
  void musl_isFoundByThePathOfItsLibrary(String library, boolean found) {
    assertThat(IoUringSupport.hasMusl(Stream.of(MAPPED + "[heap]", MAPPED + library)))
        .isEqualTo(found);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void ioUring_withGlibc_isAvailableIfNettyLoadsIt() {
    assertThat(IoUringSupport.isAvailable()).isEqualTo(IoUring.isAvailable());
    assertThat(IoUringSupport.unavailabilityCause()).isSameAs(IoUring.unavailabilityCause());
  }
}

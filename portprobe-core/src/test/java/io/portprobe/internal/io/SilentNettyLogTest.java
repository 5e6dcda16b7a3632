package io.portprobe.internal.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.internal.logging.InternalLogLevel;
import io.netty.util.internal.logging.InternalLogger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SilentNettyLogTest {
  @ParameterizedTest
  @EnumSource
  void logger_hasNoLevelEnabled(InternalLogLevel level) {
    InternalLogger logger = new SilentNettyLog().newInstance("io.netty.Example");

    logger.log(level, "{} and {}", "one", "two");
    logger.log(level, new IllegalStateException());

    assertThat(logger.isEnabled(level)).isFalse();
    assertThat(logger.name()).isEqualTo("io.netty.Example");
  }
}

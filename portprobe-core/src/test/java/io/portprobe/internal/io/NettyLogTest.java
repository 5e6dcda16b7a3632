package io.portprobe.internal.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.internal.logging.InternalLogLevel;
import io.netty.util.internal.logging.InternalLogger;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NettyLogTest {
  private static final String NAME = "io.netty.ExampleOfNettyLogTest";

  private final Logger target = Logger.getLogger(NAME);
  private final Records records = new Records();

  @BeforeEach
  void listen() {
    target.setUseParentHandlers(false);
    target.setLevel(Level.ALL);
    target.addHandler(records);
  }

  @AfterEach
  void stopListening() {
    target.removeHandler(records);
  }

  @ParameterizedTest
  @EnumSource
  void silentLogger_hasNoLevelEnabled(InternalLogLevel level) {
    InternalLogger logger = NettyLog.silent().newInstance(NAME);

    logger.log(level, "{} and {}", "one", "two");
    logger.log(level, new IllegalStateException());

    assertThat(logger.isEnabled(level)).isFalse();
    assertThat(logger.name()).isEqualTo(NAME);
    assertThat(records.received).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void logger_logsFromInfo(InternalLogLevel level) {
    InternalLogger logger = NettyLog.fromInfo().newInstance(NAME);

    logger.log(level, "a line");

    boolean logs = level.compareTo(InternalLogLevel.INFO) >= 0;
    assertThat(logger.isEnabled(level)).isEqualTo(logs);
    assertThat(records.received).hasSize(logs ? 1 : 0);
  }

  @Test
  void record_hasTheClassOfNettyAndItsArguments() {
    InternalLogger logger = NettyLog.fromInfo().newInstance(NAME);
    Throwable cause = new IllegalStateException("cause");

    logger.warn("{} of {}", "one", 2);
    logger.warn("a listener of {} threw", "one", cause);
    logger.error("it failed", cause);
    logger.info("{} {} {}", "one", cause);

    assertThat(records.received)
        .extracting(LogRecord::getMessage)
        .containsExactly(
            "one of 2",
            "a listener of one threw",
            "it failed",
            "one java.lang.IllegalStateException: cause {}");
    assertThat(records.received)
        .extracting(LogRecord::getThrown)
        .containsExactly(null, cause, cause, null);
    assertThat(records.received)
        .extracting(LogRecord::getLevel)
        .containsExactly(Level.WARNING, Level.WARNING, Level.SEVERE, Level.INFO);
    assertThat(records.received).extracting(LogRecord::getSourceClassName).containsOnly(NAME);
  }

  private static final class Records extends Handler {
    private final List<LogRecord> received = new ArrayList<>();

    @Override
    public void publish(LogRecord line) {
      received.add(line);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}

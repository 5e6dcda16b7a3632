package io.portprobe.internal.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class FuturesTest {
  @Test
  void unwrap_completionException_isItsCause() {
    IOException cause = new IOException("cause");
    assertThat(Futures.unwrap(new CompletionException(cause))).isSameAs(cause);
  }

  @Test
  void unwrap_completionExceptionWithoutCause_isItself() {
    CompletionException failure = new CompletionException("no cause", null);
    assertThat(Futures.unwrap(failure)).isSameAs(failure);
  }

  @Test
  void unwrap_otherException_isItself() {
    Exception failure = new IllegalStateException(new IOException("kept"));
    assertThat(Futures.unwrap(failure)).isSameAs(failure);
  }
}

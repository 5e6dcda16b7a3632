package io.portprobe.testing.internal.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.ProbeClient;
import io.portprobe.testing.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefaultClientTest {
  @Test
  @Tag("slow")
  @DisplayName("The error that prevents creation is thrown on each use")
  void clearEachTime(@TempDir Path folder) throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.write(
        services.resolve("io.portprobe.spi.Protocol"),
        List.of(
            DuplicateProtocolName.One.class.getName(),
            DuplicateProtocolName.Other.class.getName()));

    ChildJvm.Ended ended = ChildJvm.run(DuplicateProtocolName.class, folder.toString());

    String sentence =
        "java.lang.IllegalStateException: two protocols are named 'twin': "
            + DuplicateProtocolName.One.class.getName()
            + " and "
            + DuplicateProtocolName.Other.class.getName();
    assertThat(ended.lines()).as(ended.errors()).containsExactly(sentence, sentence, sentence);
  }

  @Test
  @DisplayName("The client is created once, on first successful use")
  void madeOnce() {
    AtomicInteger calls = new AtomicInteger();
    try (ProbeClient made = ProbeClient.builder().withoutDiscovery().build()) {
      DefaultClient shared =
          new DefaultClient(
              () -> {
                if (calls.incrementAndGet() < 3) {
                  throw new IllegalStateException("not now");
                }
                return made;
              });
      assertThat(calls).hasValue(0);
      assertThatThrownBy(shared::client).hasMessage("not now");
      assertThatThrownBy(shared::client).hasMessage("not now");
      assertThat(shared.client()).isSameAs(made);
      assertThat(shared.client()).isSameAs(made);
      assertThat(calls).hasValue(3);
    }
  }
}

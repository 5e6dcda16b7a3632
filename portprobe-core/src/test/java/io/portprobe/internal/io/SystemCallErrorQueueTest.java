package io.portprobe.internal.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.epoll.Epoll;
import io.portprobe.internal.net.QueuedError;
import io.portprobe.process.ChildJvm;
import io.portprobe.process.ChildJvm.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SystemCallErrorQueueTest {
  @Test
  void read_failedCall_isNoError() {
    List<Optional<QueuedError>> errors = new ArrayList<>();
    new SystemCallErrorQueue((descriptor, message, flags) -> -1).read(3, errors::add);
    assertThat(errors).containsExactly(Optional.empty());
  }

  @Test
  void read_messageWithoutExtendedError_isNoError() {
    List<Optional<QueuedError>> errors = new ArrayList<>();
    new SystemCallErrorQueue((descriptor, message, flags) -> 0).read(3, errors::add);
    assertThat(errors).containsExactly(Optional.empty());
  }

  /** The JVM finds the classes for JDK 22 in a jar only, so here they come first. */
  @Tag("slow")
  @Test
  void read_onJdk22_isTheIcmpMessage() throws Exception {
    Path classes = Path.of("target", "classes", "META-INF", "versions", "22").toAbsolutePath();
    assumeTrue(Epoll.isAvailable(), "epoll is available");
    assumeTrue(
        Runtime.version().feature() >= 22 && Files.isDirectory(classes),
        "built on JDK 22 or later");
    Ended ended =
        ChildJvm.plain().withClasses(classes).run(RefusedDatagram.class, "127.0.0.1", "::1");
    assertThat(ended.exit()).as(ended.errors()).isZero();
    assertThat(ended.lines()).containsExactly("ICMP 3/3 from 127.0.0.1", "ICMPv6 1/4 from ::1");
  }
}

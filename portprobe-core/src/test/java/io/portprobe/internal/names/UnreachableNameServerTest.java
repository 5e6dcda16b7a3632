package io.portprobe.internal.names;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.epoll.Epoll;
import io.portprobe.AddressSelection;
import io.portprobe.IoMode;
import io.portprobe.internal.io.ClientEventLoops;
import io.portprobe.process.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The error of a name server that this host cannot reach, on every I/O interface. */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class UnreachableNameServerTest {
  private static final String ROUTES = "ip route add unreachable 192.0.2.1";

  @Test
  void serverWithoutARoute_isNamedWithTheErrorOfTheKernel() throws Exception {
    assumeTrue(Epoll.isAvailable(), "epoll");
    assumeTrue(ChildJvm.canMakeNetworks(ROUTES), "no permission for network namespaces");
    ChildJvm.Ended ended =
        ChildJvm.inOwnNetwork(ROUTES).run(Resolving.class, "192.0.2.1", "192.0.2.2");

    assertThat(ended.lines())
        .as(ended.errors())
        .containsExactly(
            "NIO " + error("192.0.2.1", "EHOSTUNREACH: No route to host"),
            "NIO " + error("192.0.2.2", "ENETUNREACH: Network is unreachable"),
            "EPOLL " + error("192.0.2.1", "EHOSTUNREACH: No route to host"),
            "EPOLL " + error("192.0.2.2", "ENETUNREACH: Network is unreachable"));
  }

  private static String error(String server, String error) {
    return "no name server is reachable: name server %s is unreachable (%s)"
        .formatted(server, error);
  }

  /** Resolves a name with each name server of its arguments, and prints the error. */
  static final class Resolving {
    private Resolving() {}

    public static void main(String[] servers) throws Exception {
      for (IoMode mode : new IoMode[] {IoMode.NIO, IoMode.EPOLL}) {
        for (String server : servers) {
          System.out.println(mode + " " + failure(mode, server));
        }
      }
      System.exit(0);
    }

    private static String failure(IoMode mode, String server) throws Exception {
      Path etc = Files.createTempDirectory("etc");
      Files.writeString(etc.resolve("resolv.conf"), "nameserver " + server);
      ClientEventLoops loops = ClientEventLoops.open(mode, 1);
      try (SystemNames names = new SystemNames(loops, etc, 53)) {
        names.resolve("db.test", AddressSelection.ALL).result().get(20, SECONDS);
        return "resolved";
      } catch (ExecutionException e) {
        return e.getCause().getMessage();
      } finally {
        loops.close().get(20, SECONDS);
        Files.delete(etc.resolve("resolv.conf"));
        Files.delete(etc);
      }
    }
  }
}

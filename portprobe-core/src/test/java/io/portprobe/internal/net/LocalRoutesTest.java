package io.portprobe.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.portprobe.process.ChildJvm;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LocalRoutesTest {
  private static final String ROUTES =
      "ip route add unreachable 192.0.2.1 && ip route add prohibit 192.0.2.2"
          + " && ip -6 route add unreachable 2001:db8::1";

  private static final InetSocketAddress LOOPBACK = new InetSocketAddress("127.0.0.1", 9);

  @Test
  void exactFailure_isReturned() {
    IOException refused = new ConnectException("Connection refused");
    assertThat(LocalRoutes.precise(refused, LOOPBACK)).isSameAs(refused);
    IOException text = new NoRouteToHostException("No route to host");
    assertThat(LocalRoutes.precise(text, LOOPBACK)).isSameAs(text);
  }

  @Test
  void ambiguousFailure_isReturned_ifThereIsARouteByNow() {
    IOException ambiguous = new NoRouteToHostException();
    assertThat(LocalRoutes.precise(ambiguous, LOOPBACK)).isSameAs(ambiguous);
  }

  @Test
  void broadcastAddress_isAnUnreachableNetwork() {
    InetSocketAddress broadcast = new InetSocketAddress("255.255.255.255", 9);
    assertThat(Errno.of(LocalRoutes.precise(new NoRouteToHostException(), broadcast)))
        .contains(Errno.ENETUNREACH);
  }

  @Tag("slow")
  @EnabledOnOs(OS.LINUX)
  @Test
  void ambiguousFailure_becomesTheErrorOfTheRoute() throws Exception {
    assumeTrue(ChildJvm.canMakeNetworks(ROUTES), "no permission for network namespaces");
    ChildJvm.Ended ended =
        ChildJvm.inOwnNetwork(ROUTES)
            .run(RouteErrors.class, "192.0.2.1", "192.0.2.2", "192.0.2.3", "2001:db8::1");

    assertThat(ended.lines())
        .as(ended.errors())
        .containsExactly(
            "192.0.2.1 EHOSTUNREACH",
            "192.0.2.2 EACCES",
            "192.0.2.3 ENETUNREACH",
            "2001:db8::1 EHOSTUNREACH");
  }

  /** Prints the error of each address of its arguments for an ambiguous failure. */
  static final class RouteErrors {
    private RouteErrors() {}

    public static void main(String[] addresses) {
      for (String address : addresses) {
        Throwable precise =
            LocalRoutes.precise(new NoRouteToHostException(), new InetSocketAddress(address, 9));
        System.out.println(address + " " + Errno.of(precise).orElseThrow());
      }
    }
  }
}

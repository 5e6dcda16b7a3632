package io.portprobe.internal.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.epoll.Epoll;
import io.portprobe.process.ChildJvm;
import io.portprobe.process.ChildJvm.Ended;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A router whose next link has a smaller MTU, between this host and the probed one. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class PathMtuTest {
  /** The router and the host are network namespaces, each held by a process that ends with us. */
  private static final String TOPOLOGY =
      """
      exec 3<&0
      unshare -n cat <&3 >/dev/null 2>&1 & R=$!
      unshare -n cat <&3 >/dev/null 2>&1 & S=$!
      own=$(readlink /proc/$$/ns/net)
      for p in $R $S; do until [ "$(readlink /proc/$p/ns/net)" != "$own" ]; do :; done; done
      router() { nsenter -t $R -n "$@"; }
      server() { nsenter -t $S -n "$@"; }
      ip link add c0 type veth peer name r0 && ip link add r1 type veth peer name s0 &&
      ip link set r0 netns $R && ip link set r1 netns $R && ip link set s0 netns $S &&
      router ip link set r1 mtu 1280 && server ip link set s0 mtu 1280 &&
      ip addr add 10.98.0.1/24 dev c0 && ip -6 addr add fd98::1/64 dev c0 nodad &&
      router ip addr add 10.98.0.2/24 dev r0 && router ip -6 addr add fd98::2/64 dev r0 nodad &&
      router ip addr add 10.98.1.2/24 dev r1 && router ip -6 addr add fd97::2/64 dev r1 nodad &&
      server ip addr add 10.98.1.1/24 dev s0 && server ip -6 addr add fd97::1/64 dev s0 nodad &&
      ip link set c0 up && router ip link set r0 up && router ip link set r1 up &&
      server ip link set s0 up && server ip link set lo up &&
      ip route add default via 10.98.0.2 && ip -6 route add default via fd98::2 &&
      server ip route add default via 10.98.1.2 && server ip -6 route add default via fd97::2 &&
      router sh -c 'echo 1 > /proc/sys/net/ipv4/ip_forward' &&
      router sh -c 'echo 1 > /proc/sys/net/ipv6/conf/all/forwarding'\
      """;

  @Test
  void datagramLargerThanThePathMtu_isSentAgain_andTheHostResponds() throws Exception {
    assumeTrue(Epoll.isAvailable(), "Linux");
    assumeTrue(ChildJvm.canMakeNetworks(TOPOLOGY), "namespaces can be connected here");
    Ended ended =
        ChildJvm.inOwnNetwork(TOPOLOGY).run(PathMtu.class, "1400", "10.98.1.1", "fd97::1");
    assertThat(ended.exit()).as(ended.errors()).isZero();
    assertThat(ended.lines()) // no state follows from "fragmentation needed"
        .containsExactly(
            "NIO 10.98.1.1 NOT_LISTENING/PORT_UNREACHABLE",
            "NIO fd97::1 NOT_LISTENING/PORT_UNREACHABLE",
            "EPOLL 10.98.1.1 NOT_LISTENING/PORT_UNREACHABLE",
            "EPOLL fd97::1 NOT_LISTENING/PORT_UNREACHABLE");
  }
}

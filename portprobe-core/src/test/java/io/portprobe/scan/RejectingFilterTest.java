package io.portprobe.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.portprobe.IoMode;
import io.portprobe.internal.sweep.Backends;
import io.portprobe.process.ChildJvm;
import io.portprobe.process.ChildJvm.Ended;
import io.portprobe.process.ChildSession;
import java.util.List;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Probes and scans report the same states and reasons of ports that a packet filter rejects. */
@Tag("slow")
class RejectingFilterTest {
  private static final String FILTER =
      "nft add table inet f && nft add chain inet f i '{ type filter hook input priority 0; }'"
          + rule("ip protocol tcp tcp dport 1002 reject with icmp type port-unreachable")
          + rule("ip protocol tcp tcp dport 1003 reject with icmp type admin-prohibited")
          + rule("ip protocol tcp tcp dport 1004 reject with icmp type host-unreachable")
          + rule("ip protocol tcp tcp dport 1005 reject with icmp type net-unreachable")
          + rule("ip protocol tcp tcp dport 1007 reject with icmp type net-prohibited")
          + rule("ip protocol tcp tcp dport 1008 reject with icmp type host-prohibited")
          + rule("ip6 nexthdr tcp tcp dport 1002 reject with icmpv6 type port-unreachable")
          + rule("ip6 nexthdr tcp tcp dport 1003 reject with icmpv6 type admin-prohibited")
          + rule("ip6 nexthdr tcp tcp dport 1004 reject with icmpv6 type addr-unreachable")
          + rule("ip6 nexthdr tcp tcp dport 1005 reject with icmpv6 type no-route")
          + rule("ip protocol udp udp dport 2003 reject with icmp type admin-prohibited")
          + rule("ip protocol udp udp dport 2007 reject with icmp type net-prohibited")
          + rule("ip6 nexthdr udp udp dport 2003 reject with icmpv6 type admin-prohibited");

  private static String rule(String rule) {
    return " && nft add rule inet f i " + rule;
  }

  private static ChildSession child;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(ChildJvm.canMakeNetworks(FILTER), "nft works in a network namespace");
    child = ChildJvm.inOwnNetwork(FILTER).session();
  }

  @AfterAll
  static void stop() throws Exception {
    if (child != null) {
      child.close();
    }
  }

  private static List<String> run(IoMode mode, String host) throws Exception {
    Ended ended =
        child.run(
            RejectingFilter.class, mode.name(), host, "1001-1005,1007-1008", "2001,2003,2007");
    assertThat(ended.exit()).as(ended.errors()).isZero();
    return ended.lines();
  }

  @ParameterizedTest
  @EnumSource(names = {"IO_URING", "EPOLL"})
  void icmpMessage_decidesStateAndReason_inProbesAndScans(IoMode mode) throws Exception {
    assumeTrue(Backends.here().contains(mode), mode + " is available");
    assertThat(run(mode, "127.0.0.1"))
        .satisfiesExactly(
            same("tcp 1001", "NOT_LISTENING/REFUSED"),
            same("tcp 1002", "FILTERED/PORT_UNREACHABLE"),
            same("tcp 1003", "FILTERED/ADMIN_PROHIBITED"),
            same("tcp 1004", "FILTERED/HOST_UNREACHABLE"),
            same("tcp 1005", "FILTERED/NET_UNREACHABLE"),
            same("tcp 1007", "FILTERED/ADMIN_PROHIBITED"),
            same("tcp 1008", "FILTERED/ADMIN_PROHIBITED"),
            same("udp 2001", "NOT_LISTENING/PORT_UNREACHABLE"),
            same("udp 2003", "FILTERED/ADMIN_PROHIBITED"),
            same("udp 2007", "FILTERED/ADMIN_PROHIBITED"));
  }

  @ParameterizedTest
  @EnumSource(names = {"IO_URING", "EPOLL"})
  void icmp6Message_decidesStateAndReason_inProbesAndScans(IoMode mode) throws Exception {
    assumeTrue(Backends.here().contains(mode), mode + " is available");
    assertThat(run(mode, "::1"))
        .contains("tcp 1001 NOT_LISTENING/REFUSED NOT_LISTENING/REFUSED ECONNREFUSED: a reset")
        .satisfiesOnlyOnce(same("tcp 1002", "FILTERED/PORT_UNREACHABLE"))
        .satisfiesOnlyOnce(same("tcp 1003", "FILTERED/ADMIN_PROHIBITED"))
        .satisfiesOnlyOnce(same("tcp 1004", "FILTERED/HOST_UNREACHABLE"))
        .satisfiesOnlyOnce(same("tcp 1005", "FILTERED/NET_UNREACHABLE"))
        .satisfiesOnlyOnce(same("udp 2003", "FILTERED/ADMIN_PROHIBITED"));
  }

  @ParameterizedTest
  @EnumSource(names = "NIO")
  void refusal_withoutErrorQueue_mayHaveBeenAFilter(IoMode mode) throws Exception {
    assertThat(run(mode, "127.0.0.1"))
        .satisfiesOnlyOnce(
            line ->
                assertThat(line)
                    .startsWith("tcp 1002 NOT_LISTENING/REFUSED NOT_LISTENING/REFUSED")
                    .contains("or a packet filter that rejects with ICMP port unreachable"));
  }

  private static ThrowingConsumer<String> same(String port, String result) {
    return line -> assertThat(line).startsWith(port + " " + result + " " + result + " ");
  }
}

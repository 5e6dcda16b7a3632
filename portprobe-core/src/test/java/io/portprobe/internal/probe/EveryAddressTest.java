package io.portprobe.internal.probe;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Attempt;
import io.portprobe.PortProbe;
import io.portprobe.PortState;
import io.portprobe.ProbeCancelledException;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.faultkit.ScriptedResolver;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere the loopback net has one address")
class EveryAddressTest {
  private static final InetAddress ONE = address("127.0.0.1");
  private static final InetAddress TWO = address("127.0.0.2");
  private static final ProbeClient CLIENT =
      ProbeClient.builder()
          .withoutDiscovery()
          .timeout(ofSeconds(30))
          .resolver(
              new ScriptedResolver()
                      .resolving("up-first.example", ONE, TWO)
                      .resolving("up-last.example", TWO, ONE)
                  ::resolve)
          .build();

  private static InetAddress address(String literal) {
    return new InetSocketAddress(literal, 0).getAddress();
  }

  @AfterAll
  static void close() {
    CLIENT.close();
  }

  @Test
  void stateOnly_oneTcpAddressRefuses_reportHasBoth() {
    try (TcpPeer up = TcpPeer.at(ONE, 0).silent();
        TcpPeer down = TcpPeer.at(TWO, up.port()).refusing()) {
      for (String host : List.of("up-first.example", "up-last.example")) {
        assertHasBoth(CLIENT.tcp(host, down.port()).stateOnly().report().join());
      }
    }
  }

  @Test
  void stateOnly_oneUdpAddressRefuses_reportHasBoth() {
    try (UdpPeer up = UdpPeer.at(ONE, 0).responding(request -> List.of(request));
        UdpPeer down = UdpPeer.at(TWO, up.port()).refusing()) {
      for (String host : List.of("up-first.example", "up-last.example")) {
        assertHasBoth(CLIENT.udp(host, down.port()).stateOnly().report().join());
      }
    }
  }

  private static void assertHasBoth(ProbeReport report) {
    assertThat(report.state()).isEqualTo(PortState.LISTENING);
    assertThat(report.agrees()).isFalse();
    assertThat(report.omissions()).isEmpty();
    assertThat(report.attempts())
        .extracting(Attempt::state)
        .containsExactlyInAnyOrder(PortState.LISTENING, PortState.NOT_LISTENING);
  }

  @Test
  void stateOnly_oneAddressIsSilent_waitsForItUntilTheDeadline() {
    try (TcpPeer up = TcpPeer.at(ONE, 0).silent();
        TcpPeer dropping = TcpPeer.at(TWO, up.port()).blackHole()) {
      ProbeReport report =
          CLIENT
              .tcp("up-first.example", dropping.port())
              .stateOnly()
              .timeout(ofMillis(800))
              .report()
              .join();

      assertThat(report.attempts())
          .extracting(Attempt::state)
          .containsExactly(PortState.LISTENING, PortState.FILTERED);
    }
  }

  @Test
  @Tag("slow")
  void stopWhenListening_oneAddressIsSilent_isOmittedWithReason() {
    try (TcpPeer up = TcpPeer.at(ONE, 0).silent();
        TcpPeer dropping = TcpPeer.at(TWO, up.port()).blackHole()) {
      PortProbe probe = CLIENT.tcp("up-last.example", dropping.port()).stateOnly();

      ProbeReport report = probe.stopWhenListening().report().join();

      assertThat(report.elapsed()).isLessThan(ofSeconds(10));
      assertThat(report.state()).isEqualTo(PortState.LISTENING);
      assertThat(report.attempts()).hasSize(1);
      assertThat(report.omissions())
          .singleElement()
          .isInstanceOf(ProbeCancelledException.class)
          .hasToString(
              "io.portprobe.ProbeCancelledException: tcp://up-last.example:%d: 127.0.0.2: no response"
                      .formatted(up.port())
                  + " yet when another address was listening");
      assertThat(probe.state()).succeedsWithin(ofSeconds(10)).isEqualTo(PortState.LISTENING);
    }
  }

  @Test
  void stopWhenListening_otherAddressRefuses_reportHasBoth() {
    try (TcpPeer up = TcpPeer.at(ONE, 0).silent();
        TcpPeer down = TcpPeer.at(TWO, up.port()).refusing()) {
      assertHasBoth(
          CLIENT.tcp("up-first.example", down.port()).stopWhenListening().report().join());
    }
  }

  @Test
  void isStateOnly_followsSetter() {
    PortProbe probe = CLIENT.tcp("127.0.0.1", 9);

    assertThat(probe.isStateOnly()).isFalse();
    assertThat(probe.stateOnly().timeout(ofSeconds(1)).isStateOnly()).isTrue();
  }
}

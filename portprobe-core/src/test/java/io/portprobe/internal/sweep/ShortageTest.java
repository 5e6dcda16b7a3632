package io.portprobe.internal.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.IoMode;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.process.ChildJvm;
import io.portprobe.process.ChildSession;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
@EnabledOnOs(OS.LINUX)
class ShortageTest {
  private static ChildSession child;

  @BeforeAll
  static void start() throws Exception {
    child = ChildJvm.withDescriptors(300).session();
  }

  @AfterAll
  static void stop() throws Exception {
    child.close();
  }

  static List<IoMode> modes() {
    return Backends.here();
  }

  static List<IoMode> nativeModes() {
    return modes().stream().filter(mode -> mode != IoMode.NIO).toList();
  }

  @ParameterizedTest
  @MethodSource("modes")
  @DisplayName("A sweep short of descriptors has fewer probes in flight and completes all")
  void fewerInFlight(IoMode mode) throws Exception {
    // Bound to all addresses, so that each address of 127.0.0.0/8 is silent on that port.
    try (TcpPeer hole = TcpPeer.at(InetAddress.getByName("0.0.0.0"), 0).blackHole()) {
      ChildJvm.Ended ended =
          child.run(
              SweepMeasure.class,
              (mode.name() + " tcp 1 1000 400 1 127.0.0.1+600 " + hole.port()).split(" "));

      assertThat(ended.lines())
          .as(ended.errors())
          .singleElement()
          .asString()
          .contains("open=0 closed=0 silent=600 failed=0");
    }
  }

  // On NIO the JDK closes a descriptor during the next select, so there the limit is reached.
  @ParameterizedTest
  @MethodSource("nativeModes")
  @DisplayName("A sweep with as many descriptors as probes serves both address families")
  void asManyAsTheWindow(IoMode mode) throws Exception {
    assertAllRespond(mode, 10, 10, false);
  }

  @ParameterizedTest
  @MethodSource("nativeModes")
  @DisplayName("A sweep short of descriptors reuses those of the other address family")
  void fewerThanTheWindow(IoMode mode) throws Exception {
    assertAllRespond(mode, 30, 4, false);
  }

  @ParameterizedTest
  @MethodSource("nativeModes")
  @DisplayName("A sweep short of descriptors completes all while another thread opens files")
  void otherThreadOpensFiles(IoMode mode) throws Exception {
    assertAllRespond(mode, 30, 4, true);
  }

  private static void assertAllRespond(IoMode mode, int window, int descriptors, boolean rival)
      throws Exception {
    InetAddress ipv4 = InetAddress.getByName("127.0.0.1");
    InetAddress ipv6 = InetAddress.getByName("::1");
    try (TcpPeer tcp4 = TcpPeer.at(ipv4, 0).silent();
        TcpPeer tcp6 = TcpPeer.at(ipv6, 0).silent();
        UdpPeer udp4 = UdpPeer.at(ipv4, 0).responding(List::of);
        UdpPeer udp6 = UdpPeer.at(ipv6, 0).responding(List::of)) {
      ChildJvm.Ended ended =
          child.run(
              NarrowSweep.class,
              mode.name(),
              "" + window,
              "" + descriptors,
              "" + rival,
              "" + tcp4.port(),
              "" + tcp6.port(),
              "" + udp4.port(),
              "" + udp6.port());

      assertThat(ended.lines())
          .as(ended.errors())
          .containsExactly(
              "TCP: 80 of 80",
              "TCP: 80 of 80",
              "TCP: 80 of 80",
              "UDP: 80 of 80",
              "UDP: 80 of 80",
              "UDP: 80 of 80");
    }
  }
}

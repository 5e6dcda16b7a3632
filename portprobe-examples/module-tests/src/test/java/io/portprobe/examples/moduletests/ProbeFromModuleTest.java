package io.portprobe.examples.moduletests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.portprobe.IoMode;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.protocols.testing.dns.DnsPeer;
import io.portprobe.protocols.testing.ldap.DirectoryPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProbeFromModuleTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final String HOST = LOOPBACK.getHostAddress();

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "NIO", "EPOLL"})
  @DisplayName("A probe from a named module distinguishes a listening port from a bound one")
  void probe_distinguishesListeningFromNot(IoMode ioMode) throws IOException {
    assumeTrue(
        ioMode != IoMode.EPOLL || System.getProperty("os.name").equals("Linux"),
        "epoll is Linux's");
    try (ProbeClient client = ProbeClient.builder().ioMode(ioMode).build();
        ServerSocket listening = new ServerSocket(0, 1, LOOPBACK);
        Socket bound = new Socket()) {
      bound.bind(new InetSocketAddress(LOOPBACK, 0));

      assertThat(client.tcp(HOST, listening.getLocalPort()).state().join())
          .isEqualTo(PortState.LISTENING);
      assertThat(client.tcp(HOST, bound.getLocalPort()).state().join())
          .isEqualTo(PortState.NOT_LISTENING);
    }
  }

  @Test
  @DisplayName("A probe from a named module speaks the four protocols")
  void client_knowsTheProtocols() {
    try (ProbeClient client = ProbeClient.create()) {
      assertThat(client.protocols()).contains("dns", "ldap", "msrpc", "netbios");
    }
  }

  @Test
  @DisplayName("The packed test servers speak LDAP and DNS, with the libraries inside")
  void packedTestServers_speak() throws IOException {
    try (ProbeClient client = ProbeClient.create();
        DirectoryPeer directory = DirectoryPeer.start();
        DnsPeer dns = DnsPeer.withSampleZone()) {
      assertThat(
              client.tcp(directory.host(), directory.port()).as("ldap").report().join().findings())
          .isNotEmpty();
      assertThat(client.udp(dns.host(), dns.port()).as("dns").report().join().findings())
          .isNotEmpty();
    }
  }
}

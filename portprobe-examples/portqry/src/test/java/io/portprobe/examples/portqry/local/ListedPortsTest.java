package io.portprobe.examples.portqry.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.portprobe.Endpoint;
import io.portprobe.Transport;
import io.portprobe.examples.portqry.console.PortqryException;
import io.portprobe.local.LocalSocket;
import io.portprobe.local.LocalSockets;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListedPortsTest {
  private static final long PID = ProcessHandle.current().pid();

  private final ListedPorts ports = new ListedPorts(LocalSockets::now, "Mac OS X");

  @Test
  void socketsThatListen_areListed_withTheirProcess() throws Exception {
    assumeTrue(LocalSockets.now().isListed());
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    try (ServerSocket server = new ServerSocket(0, 1, loopback);
        DatagramSocket receiver = new DatagramSocket(new InetSocketAddress(loopback, 0))) {
      PortTable table = ports.read().only(mapping -> mapping.pid() == PID);

      assertThat(table.mappings())
          .anySatisfy(
              mapping -> {
                assertThat(mapping.transport()).isEqualTo(Transport.TCP);
                assertThat(mapping.port()).isEqualTo(server.getLocalPort());
                assertThat(mapping.state()).isEqualTo("LISTENING");
                assertThat(mapping.isListening()).isTrue();
              })
          .anySatisfy(
              mapping -> {
                assertThat(mapping.transport()).isEqualTo(Transport.UDP);
                assertThat(mapping.port()).isEqualTo(receiver.getLocalPort());
                assertThat(mapping.isListening()).isTrue();
              });
    }
  }

  @Test
  void whatIsMissing_isNamed() throws Exception {
    assumeTrue(LocalSockets.now().isListed());

    assertThat(PortTableText.summary(ports.read()))
        .contains(
            "Not available: connections, services and modules; on Mac OS X only sockets that"
                + " listen");
    assertThat(ports.service(PID)).isEmpty();
    assertThat(ports.modules(PID)).isEmpty();
  }

  @Test
  void systemWithoutAList_fails_andNamesWhatIsExpected() {
    ListedPorts none = new ListedPorts(NotListed::new, "Mac OS X");

    assertThatThrownBy(none::read)
        .isInstanceOf(PortqryException.class)
        .hasMessage(
            "local ports: Mac OS X lists no sockets (expected: a readable /proc/net/tcp on Linux,"
                + " netstat on Windows, lsof elsewhere)");
  }

  @Test
  void process_isThatOfTheSystem() {
    assertThat(ports.process(PID)).hasValueSatisfying(p -> assertThat(p.pid()).isEqualTo(PID));
    assertThat(ports.process(Integer.MAX_VALUE)).isEmpty();
    assertThat(ports.isVisible(PID)).isTrue();
  }

  @Test
  void socketWithoutOwner_hasADashInTheTable() throws Exception {
    Mapping mapping =
        new Mapping(
            Transport.UDP, InetAddress.getByName("0.0.0.0"), 53, "", "*:*", -1, Optional.empty());

    assertThat(PortTableText.rows(new PortTable(List.of(mapping), List.of())).get(2))
        .startsWith("-  ");
  }

  /** A system whose command is missing. */
  private static final class NotListed implements LocalSockets {
    @Override
    public boolean isListed() {
      return false;
    }

    @Override
    public List<LocalSocket> all(Transport transport) {
      return List.of();
    }

    @Override
    public List<LocalSocket> on(Transport transport, int port) {
      return List.of();
    }

    @Override
    public Optional<String> describe(Endpoint endpoint, Collection<InetAddress> addresses) {
      return Optional.empty();
    }
  }
}

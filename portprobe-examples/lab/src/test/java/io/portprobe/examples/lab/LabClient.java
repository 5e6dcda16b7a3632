package io.portprobe.examples.lab;

import io.portprobe.IoMode;
import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.Transport;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A client for the tests of a class, which fail without the test bed. */
public final class LabClient implements BeforeAllCallback, AfterAllCallback {
  /** The test bed's own client host, where the tests have to run. */
  private static final String HERE = "198.18.77.10";

  /** A first TLS handshake on a busy machine takes seconds. */
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final ProbeClient client;

  /** Creates a client with the default transport. */
  public LabClient() {
    this(IoMode.AUTO);
  }

  public LabClient(IoMode ioMode) {
    client = ProbeClient.builder().ioMode(ioMode).timeout(TIMEOUT).build();
  }

  /** Returns the client. */
  public ProbeClient client() {
    return client;
  }

  /** Returns a probe of a TCP port. */
  public PortProbe tcp(String host, int port) {
    return client.tcp(host, port);
  }

  /** Returns a probe of a UDP port. */
  public PortProbe udp(String host, int port) {
    return client.udp(host, port);
  }

  /** Returns a probe of a port. */
  public PortProbe probe(Transport transport, String host, int port) {
    return transport == Transport.TCP ? tcp(host, port) : udp(host, port);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws SocketException {
    boolean inside =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .anyMatch(address -> address.getHostAddress().equals(HERE));
    if (!inside) {
      throw new IllegalStateException(
          "not in the test bed's client namespace (expected: testbed/up, then ./run)");
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    client.close();
  }
}

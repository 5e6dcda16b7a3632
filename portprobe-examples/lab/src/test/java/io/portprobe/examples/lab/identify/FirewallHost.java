package io.portprobe.examples.lab.identify;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.examples.lab.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A host in a network namespace that only the client's namespace of the test bed reaches, for
 * firewall rules of one test. Closing it ends its servers and deletes the namespace.
 */
final class FirewallHost implements AutoCloseable {
  private static final String NETWORK = "198.18.76.";
  private static final long STOP_SECONDS = 5;

  private final String name;
  private final String address;
  private final List<Process> servers = new ArrayList<>();

  /**
   * Creates the namespace.
   *
   * @param number distinguishes the hosts of one test class, 0 to 63
   */
  FirewallHost(int number) {
    name = "fwhost-" + ProcessHandle.current().pid() + "-" + number;
    address = NETWORK + (4 * number + 2);
    String here = NETWORK + (4 * number + 1) + "/30";
    String device = "fwhost" + number;
    Tool.run("ip", "netns", "add", name);
    try {
      Tool.run("ip", "link", "add", device, "type", "veth", "peer", "name", "eth0", "netns", name);
      Tool.run("ip", "address", "add", here, "dev", device);
      Tool.run("ip", "link", "set", device, "up");
      within("ip", "address", "add", address + "/30", "dev", "eth0");
      within("ip", "link", "set", "eth0", "up");
      within("ip", "link", "set", "lo", "up");
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** Returns the address of the host. */
  String address() {
    return address;
  }

  /** Sets system controls, for example {@code net.ipv4.tcp_syncookies=1}. */
  void sysctl(String... settings) {
    for (String setting : settings) {
      within("sysctl", "-qw", setting);
    }
  }

  /** Loads rules in the language of nft. */
  void nft(String rules) {
    within("nft", rules);
  }

  /**
   * Starts a server of socat, and waits until it listens.
   *
   * @param port the port
   * @param address what socat connects each client to
   */
  void serve(int port, String address) {
    try {
      servers.add(
          new ProcessBuilder(
                  "ip",
                  "netns",
                  "exec",
                  name,
                  "socat",
                  "TCP-LISTEN:" + port + ",fork,reuseaddr,backlog=100",
                  address)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    while (within("ss", "-Htln", "sport = :" + port).isEmpty()) {
      assertThat(servers).as("socat on port %d", port).allMatch(Process::isAlive);
      Thread.onSpinWait(); // each turn runs a process
    }
  }

  private List<String> within(String... command) {
    return Tool.run(
        Stream.concat(Stream.of("ip", "netns", "exec", name), Arrays.stream(command))
            .toArray(String[]::new));
  }

  @Override
  public void close() {
    servers.stream().flatMap(server -> server.descendants()).forEach(ProcessHandle::destroy);
    for (Process server : servers) {
      server.destroy();
      try {
        assertThat(server.waitFor(STOP_SECONDS, TimeUnit.SECONDS)).as("socat ended").isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    Tool.run("ip", "netns", "delete", name);
  }
}

package io.portprobe.examples.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Network namespaces of this machine. The hub has the hosts that are scanned, and forwards packets
 * between the sites. None of them has a route to the outside. Needs root and nft.
 */
final class Namespaces {
  static final String HUB = "hub";

  /** An address of the hub that is none of the scanned hosts. */
  static final String HUB_ADDRESS = "198.18.71.1";

  /** The prefix of the addresses of the scanned hosts, all of which the hub has. */
  static final String HOSTS_PREFIX = "198.18.70.";

  private final String prefix = "flink-" + ProcessHandle.current().pid() + "-";
  private final List<String> names = new ArrayList<>();

  Namespaces() throws IOException, InterruptedException {
    add(HUB);
    within(HUB, "ip", "address", "add", HUB_ADDRESS + "/32", "dev", "lo");
    within(HUB, "sysctl", "-qw", "net.ipv4.ip_forward=1"); // task managers exchange rows
    within(HUB, "ip", "route", "add", "local", HOSTS_PREFIX + "0/24", "dev", "lo");
  }

  /** Returns the address of a site. */
  static String addressOf(int site) {
    return "198.18.7" + (1 + site) + ".2";
  }

  /** Adds a site that reaches the hub. */
  void addSite(String name, int site) throws IOException, InterruptedException {
    String gateway = "198.18.7" + (1 + site) + ".1";
    add(name);
    run(
        List.of(
            "ip",
            "-n",
            prefix + HUB,
            "link",
            "add",
            name,
            "type",
            "veth",
            "peer",
            "name",
            "eth0",
            "netns",
            prefix + name));
    within(HUB, "ip", "address", "add", gateway + "/24", "dev", name);
    within(HUB, "ip", "link", "set", name, "up");
    within(name, "ip", "address", "add", addressOf(site) + "/24", "dev", "eth0");
    within(name, "ip", "link", "set", "eth0", "up");
    within(name, "ip", "route", "add", "default", "via", gateway);
  }

  private void add(String name) throws IOException, InterruptedException {
    run(List.of("ip", "netns", "add", prefix + name));
    names.add(name);
    within(name, "ip", "link", "set", "lo", "up");
  }

  /** Drops what a site sends to a port of the hub. */
  void drop(int site, int port) throws IOException, InterruptedException {
    within(HUB, "nft", "add table inet filter");
    within(HUB, "nft", "add chain inet filter in { type filter hook input priority 0 ; }");
    within(
        HUB,
        "nft",
        "add rule inet filter in ip saddr " + addressOf(site) + " tcp dport " + port + " drop");
  }

  private void within(String name, String... command) throws IOException, InterruptedException {
    run(commandIn(name, List.of(command)));
  }

  /** Returns a command that runs another in a namespace; the process is that of the other. */
  List<String> commandIn(String name, List<String> command) {
    return Stream.concat(Stream.of("ip", "netns", "exec", prefix + name), command.stream())
        .toList();
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
  }

  /** Deletes the namespaces. */
  void delete() throws IOException, InterruptedException {
    for (String name : names) {
      if (Files.exists(Path.of("/run/netns", prefix + name))) {
        run(List.of("ip", "netns", "delete", prefix + name));
      }
    }
  }
}

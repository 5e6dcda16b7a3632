package io.portprobe;

import static io.portprobe.PeerEndpoints.endpointOf;

import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.scan.ScanRun;
import java.util.List;

/**
 * A program that probes, scans, and is over. Not a test: {@link ExitTest} runs it in a process of
 * its own.
 */
final class ShortLife {
  private ShortLife() {}

  public static void main(String[] args) {
    ProbeClient client = ProbeClient.builder().ioMode(IoMode.valueOf(args[0])).build();
    try (TcpPeer open = TcpPeer.silent();
        UdpPeer closed = UdpPeer.refusing()) {
      System.out.println(client.probe(endpointOf(open)).report().join().state());
      System.out.println(client.probe(endpointOf(closed)).report().join().state());
      System.out.println(
          client.scan().hosts("127.0.0.1").tcp("" + open.port()).collect().join().results().size());
    }
    ScanRun run = client.scan().hosts("127.64.0.0/12").tcp("1").allowLarge().start(result -> {});
    if (args[1].equals("close")) {
      client.close();
      System.out.println(run.summary().join().ending());
      System.out.println(
          "loops: " + threads("portprobe-loop", "portprobe-sweep", "portprobe-icmp"));
    }
    System.out.println("holding the process: " + holding());
  }

  private static List<String> threads(String... prefixes) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> List.of(prefixes).stream().anyMatch(name::startsWith))
        .toList();
  }

  private static List<String> holding() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.isDaemon() && thread != Thread.currentThread())
        .map(Thread::getName)
        .filter(name -> !name.equals("DestroyJavaVM"))
        .toList();
  }
}

package io.portprobe.process;

import static io.portprobe.PeerEndpoints.endpointOf;

import io.portprobe.IoMode;
import io.portprobe.ProbeClient;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.scan.ScanRun;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that probes and scans in several modes, and ends. Not a test: {@link ExitTest} runs it
 * in a process.
 *
 * <pre>ShortLife close|forget MODE...</pre>
 */
final class ShortLife {
  private ShortLife() {}

  public static void main(String[] args) {
    for (String mode : List.of(args).subList(1, args.length)) {
      List<Object> found = live(IoMode.valueOf(mode), args[0].equals("close"));
      System.out.println(mode + ": " + found);
    }
    System.out.println("holding the process: " + holding());
  }

  private static List<Object> live(IoMode mode, boolean close) {
    List<Object> found = new ArrayList<>();
    ProbeClient client = ProbeClient.builder().ioMode(mode).build();
    try (TcpPeer open = TcpPeer.silent();
        UdpPeer closed = UdpPeer.refusing()) {
      found.add(client.probe(endpointOf(open)).report().join().state());
      found.add(client.probe(endpointOf(closed)).report().join().state());
      found.add(
          client.scan().hosts("127.0.0.1").tcp("" + open.port()).collect().join().results().size());
    }
    ScanRun run = client.scan().hosts("127.64.0.0/12").tcp("1").allowLarge().start(result -> {});
    if (close) {
      client.close();
      found.add(run.summary().join().ending());
      found.add("loops: " + threads("portprobe-loop", "portprobe-sweep", "portprobe-icmp"));
    }
    return found;
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

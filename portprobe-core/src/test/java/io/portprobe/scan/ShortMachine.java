package io.portprobe.scan;

import io.portprobe.IoMode;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.process.ChildJvm;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Scans from a machine that is short of something. Not a test: {@link ShortageTest} runs it in a
 * process and, for all but the first, in a separate network namespace, where ports may be chosen
 * freely.
 */
final class ShortMachine {
  private static final String LOOPBACK = "127.0.0.1";
  private static final Path TIME_WAIT_REUSE = Path.of("/proc/sys/net/ipv4/tcp_tw_reuse");
  private static final Path WITHOUT_IPV6 = Path.of("/proc/sys/net/ipv6/conf/all/disable_ipv6");

  private final ProbeClient client;

  private ShortMachine(ProbeClient client) {
    this.client = client;
  }

  public static void main(String[] args) throws Exception {
    IoMode mode = IoMode.valueOf(args[0]);
    try (ProbeClient client = ProbeClient.builder().ioMode(mode).withoutDiscovery().build()) {
      ShortMachine machine = new ShortMachine(client);
      if (args.length > 2) {
        machine.descriptors(args[1], args[2]);
      } else {
        int held = Integer.parseInt(args[1]);
        machine.sourcePorts(held);
        machine.sourceAddress(held + 2);
      }
    }
  }

  private void descriptors(String hosts, String ports) throws Exception {
    Scan scan =
        client.scan().hosts(hosts).tcp(ports).adaptive(false).timeout(Duration.ofMillis(300));
    say("ample", scan.start(result -> {}).summary().get());
    Deque<FileInputStream> taken = ChildJvm.takeAllDescriptors();
    Map<String, String> found = new ConcurrentSkipListMap<>();
    ScanRun run = scan.start(result -> found.put(result.endpoint().toString(), ""));
    awaitTurns(run);
    System.out.println("none left: " + found.size() + " results, over " + isOver(run));
    for (int i = 0; i < 12; i++) { // fewer than the scan could use
      taken.pop().close();
    }
    say("few left", run.summary().get());
    for (FileInputStream file : taken) {
      file.close();
    }
  }

  /** Scans three ports: one without source ports left, an open one and a closed one. */
  private void sourcePorts(int held) throws Exception {
    Files.writeString(TIME_WAIT_REUSE, "0");
    InetAddress loopback = InetAddress.getByName(LOOPBACK);
    List<TcpPeer> peers =
        List.of(TcpPeer.at(loopback, held + 1).silent(), TcpPeer.at(loopback, held + 2).refusing());
    ServerSocket connected = new ServerSocket(held, 50, loopback);
    try (connected) {
      Deque<Socket> sockets = takeAllSourcePorts(held);
      scanMeanwhile(
          held,
          "connected from " + sockets.size() + " ports",
          () -> {
            for (Socket socket : sockets) {
              socket.setSoLinger(true, 0);
              socket.close();
            }
          });
    }
    ServerSocket waiting = new ServerSocket(held, 50, loopback);
    try (waiting) {
      closeInTurn(takeAllSourcePorts(held), waiting);
      scanMeanwhile(
          held,
          "in TIME_WAIT from all but " + takeAllSourcePorts(held).size() + " ports",
          // From now on the kernel reuses a port in TIME_WAIT after one second.
          () -> Files.writeString(TIME_WAIT_REUSE, "1"));
    }
    peers.forEach(TcpPeer::close);
  }

  /** Closes this side first, so that it is the one in TIME_WAIT. */
  private static void closeInTurn(Deque<Socket> sockets, ServerSocket server) throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    for (int i = 0; i < sockets.size(); i++) {
      try (Socket peer = server.accept()) {
        if (peer.getInputStream().read() != -1) {
          throw new IOException("a word (expected: the end)");
        }
      }
    }
  }

  /** Connects until no source port is left for the first of the peers. */
  private static Deque<Socket> takeAllSourcePorts(int held) throws IOException {
    Deque<Socket> sockets = new ArrayDeque<>();
    while (true) {
      Socket socket = new Socket();
      try {
        socket.connect(new InetSocketAddress(LOOPBACK, held));
        sockets.push(socket);
      } catch (IOException e) {
        socket.close();
        return sockets;
      }
    }
  }

  private interface Relief {
    void come() throws IOException;
  }

  /** Scans the three ports, and frees source ports when the scan waits for nothing else. */
  private void scanMeanwhile(int held, String what, Relief relief) throws Exception {
    Map<Integer, PortState> found = new ConcurrentSkipListMap<>();
    CountDownLatch others = new CountDownLatch(2);
    ScanRun run =
        client
            .scan()
            .hosts(LOOPBACK)
            .tcp(held + "-" + (held + 2))
            .start(
                result -> {
                  found.put(result.port(), result.state().orElseThrow());
                  others.countDown();
                });
    boolean inTime = others.await(30, TimeUnit.SECONDS);
    awaitTurns(run);
    System.out.println(what + ": " + found + ", in time " + inTime + ", over " + isOver(run));
    relief.come();
    say("then", run.summary().get());
    System.out.println("found " + found);
  }

  private void sourceAddress(int closed) throws Exception {
    Files.writeString(WITHOUT_IPV6, "1");
    Scan scan = client.scan().hosts("::1", LOOPBACK).tcp("" + closed);
    say("without IPv6", scan.deadline(Duration.ofSeconds(30)).start(result -> {}).summary().get());
    Files.writeString(WITHOUT_IPV6, "0");
  }

  /** Waits for some iterations of the event loop of a scan. */
  private static void awaitTurns(ScanRun run) {
    for (int i = 0; i < 20; i++) {
      run.checkpoint().join();
    }
  }

  private static boolean isOver(ScanRun run) {
    return run.summary().isDone();
  }

  private static void say(String when, ScanSummary summary) {
    System.out.printf(
        "%s: %s open=%d closed=%d filtered=%d failed=%d%n",
        when,
        summary.ending(),
        summary.listening(),
        summary.notListening(),
        summary.filtered(),
        summary.failed());
  }
}

package io.portprobe.internal.sweep;

import io.portprobe.IoMode;
import io.portprobe.Transport;
import io.portprobe.internal.sweep.SweepRig.TestProbe;
import io.portprobe.process.ChildJvm;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Runs sweeps of both transports with a given number of free descriptors. Not a test: {@link
 * ShortageTest} runs it in a separate process.
 *
 * <pre>NarrowSweep MODE WINDOW DESCRIPTORS RIVAL TCP4 TCP6 UDP4 UDP6</pre>
 *
 * <p>RIVAL is {@code true} if another thread opens and closes a file all the time.
 */
final class NarrowSweep {
  private static final int BATCH = 40;

  private NarrowSweep() {}

  public static void main(String[] args) throws Exception {
    IoMode mode = IoMode.valueOf(args[0]);
    int window = Integer.parseInt(args[1]);
    int descriptors = Integer.parseInt(args[2]);
    boolean rival = Boolean.parseBoolean(args[3]);
    for (Transport transport : Transport.values()) {
      int first = transport == Transport.TCP ? 4 : 6;
      sweep(
          mode,
          transport,
          window,
          descriptors,
          rival,
          Integer.parseInt(args[first]),
          Integer.parseInt(args[first + 1]));
    }
  }

  private static void sweep(
      IoMode mode,
      Transport transport,
      int window,
      int descriptors,
      boolean withRival,
      int port4,
      int port6)
      throws Exception {
    InetAddress ipv4 = InetAddress.getByName("127.0.0.1");
    InetAddress ipv6 = InetAddress.getByName("::1");
    try (SweepRig rig = new SweepRig(mode, transport, window);
        SweepRig warm = new SweepRig(mode, transport, 2)) {
      Rival rival = new Rival();
      run(warm, ipv4, port4);
      run(warm, ipv6, port6);
      rig.onLoop(() -> null); // opens the descriptors of the event loop
      Deque<FileInputStream> taken = ChildJvm.takeAllDescriptors();
      for (int i = 0; i < descriptors; i++) {
        taken.pop().close();
      }
      if (withRival) {
        rival.start();
      }
      for (int round = 0; round < 3; round++) {
        long open = run(rig, ipv4, port4) + run(rig, ipv6, port6);
        System.out.println(transport + ": " + open + " of " + 2 * BATCH);
      }
      rival.stop();
      for (FileInputStream file : taken) {
        file.close();
      }
    }
  }

  /** A thread that opens and closes a file all the time. */
  private static final class Rival {
    private final Thread thread = new Thread(this::openAndClose, "rival");
    private volatile boolean stopped;

    Rival() {
      thread.setDaemon(true);
    }

    void start() {
      thread.start();
    }

    private void openAndClose() {
      while (!stopped) {
        try (FileInputStream file = new FileInputStream("/dev/null")) {
          file.read();
        } catch (IOException e) {
          Thread.onSpinWait(); // the sweep has the last descriptor
        }
      }
    }

    void stop() throws InterruptedException {
      stopped = true;
      thread.join();
    }
  }

  private static long run(SweepRig rig, InetAddress address, int port) throws Exception {
    List<TestProbe> probes = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      probes.add(rig.probe(address, port, Duration.ofSeconds(30), new byte[1]));
    }
    rig.run(probes);
    return probes.stream().filter(one -> one.outcome() == SweepProbe.OPEN).count();
  }
}

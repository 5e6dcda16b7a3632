package io.portprobe.internal.sweep;

import io.portprobe.ChildJvm;
import io.portprobe.IoMode;
import io.portprobe.Transport;
import io.portprobe.internal.sweep.SweepRig.TestProbe;
import java.io.FileInputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Runs a sweep with a given number of free descriptors. Not a test: {@link ShortageTest} runs it in
 * a separate process.
 *
 * <pre>NarrowSweep MODE TRANSPORT WINDOW DESCRIPTORS PORT4 PORT6</pre>
 */
final class NarrowSweep {
  private static final int BATCH = 40;

  private NarrowSweep() {}

  public static void main(String[] args) throws Exception {
    IoMode mode = IoMode.valueOf(args[0]);
    Transport transport = Transport.valueOf(args[1]);
    InetAddress ipv4 = InetAddress.getByName("127.0.0.1");
    InetAddress ipv6 = InetAddress.getByName("::1");
    int port4 = Integer.parseInt(args[4]);
    int port6 = Integer.parseInt(args[5]);
    try (SweepRig rig = new SweepRig(mode, transport, Integer.parseInt(args[2]));
        SweepRig warm = new SweepRig(mode, transport, 2)) {
      run(warm, ipv4, port4);
      run(warm, ipv6, port6);
      rig.onLoop(() -> null); // opens the descriptors of the event loop
      Deque<FileInputStream> taken = ChildJvm.takeAllDescriptors();
      for (int i = 0; i < Integer.parseInt(args[3]); i++) {
        taken.pop().close();
      }
      for (int round = 0; round < 3; round++) {
        long answered = run(rig, ipv4, port4) + run(rig, ipv6, port6);
        System.out.println(answered + " of " + 2 * BATCH);
      }
      for (FileInputStream file : taken) {
        file.close();
      }
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

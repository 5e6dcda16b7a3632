package io.portprobe.internal.sweep;

import io.portprobe.ChildJvm;
import io.portprobe.IoMode;
import io.portprobe.Transport;
import io.portprobe.internal.sweep.SweepRig.Question;
import java.io.FileInputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Sweeps with as many descriptors as it is told to leave. Not a test: {@link ShortageTest} runs it
 * in a process of its own.
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
      ask(warm, ipv4, port4);
      ask(warm, ipv6, port6);
      rig.onLoop(() -> null); // a loop needs descriptors of its own
      Deque<FileInputStream> taken = ChildJvm.takeAllDescriptors();
      for (int i = 0; i < Integer.parseInt(args[3]); i++) {
        taken.pop().close();
      }
      for (int round = 0; round < 3; round++) {
        long answered = ask(rig, ipv4, port4) + ask(rig, ipv6, port6);
        System.out.println(answered + " of " + 2 * BATCH);
      }
      for (FileInputStream file : taken) {
        file.close();
      }
    }
  }

  private static long ask(SweepRig rig, InetAddress address, int port) throws Exception {
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      questions.add(rig.question(address, port, Duration.ofSeconds(30), new byte[1]));
    }
    rig.run(questions);
    return questions.stream().filter(one -> one.outcome() == SweepProbe.OPEN).count();
  }
}

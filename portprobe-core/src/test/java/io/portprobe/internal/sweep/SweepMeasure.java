package io.portprobe.internal.sweep;

import io.portprobe.IoMode;
import io.portprobe.Transport;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Measures the speed and allocation of a sweep without a scan. Not a test.
 *
 * <pre>SweepMeasure MODE tcp|udp LOOPS WINDOW TIMEOUT_MS ROUNDS HOST[+COUNT] PORT[-PORT]</pre>
 */
final class SweepMeasure {
  private final Transport transport;
  private final int window;
  private final long timeoutNanos;
  private final int firstHost;
  private final int firstPort;
  private final int ports;
  private final int total;
  private final ByteBuffer payload = ByteBuffer.allocateDirect(1);

  private SweepMeasure(String[] args) throws Exception {
    transport = args[1].equals("udp") ? Transport.UDP : Transport.TCP;
    window = Integer.parseInt(args[3]);
    timeoutNanos = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(args[4]));
    String[] host = args[6].split("\\+", 2);
    String[] port = args[7].split("-", 2);
    firstHost = ByteBuffer.wrap(InetAddress.getByName(host[0]).getAddress()).getInt();
    firstPort = Integer.parseInt(port[0]);
    ports = Integer.parseInt(port[port.length - 1]) - firstPort + 1;
    total = ports * (host.length == 2 ? Integer.parseInt(host[1]) : 1);
  }

  public static void main(String[] args) throws Exception {
    SweepMeasure measure = new SweepMeasure(args);
    try (Sweeps sweeps =
        Sweeps.open(
            IoMode.valueOf(args[0].toUpperCase(Locale.ROOT)),
            Integer.parseInt(args[2]),
            new io.portprobe.internal.io.ClientThreads())) {
      for (int round = 0; round < Integer.parseInt(args[5]); round++) {
        measure.round(sweeps);
      }
    }
  }

  private void round(Sweeps sweeps) throws InterruptedException, JMException {
    List<Share> shares = new ArrayList<>();
    CountDownLatch done = new CountDownLatch(sweeps.loops());
    for (int i = 0; i < sweeps.loops(); i++) {
      Share share =
          new Share(
              (int) ((long) total * i / sweeps.loops()),
              (int) ((long) total * (i + 1) / sweeps.loops()),
              done);
      share.sweep = sweeps.sweep(i, transport, window, true, share);
      shares.add(share);
    }
    long allocated = allocated();
    long cpu = cpu();
    long start = System.nanoTime();
    shares.forEach(share -> share.sweep.loop().execute(share::pump));
    done.await();
    double wall = (System.nanoTime() - start) / 1e9;
    double used = (cpu() - cpu) / 1e3 / total;
    long bytes = (allocated() - allocated) / total;
    System.out.printf(
        Locale.ROOT,
        "%s open=%d closed=%d silent=%d failed=%d wall=%.3f rate=%.0f cpu_us=%.2f alloc=%d%n",
        sweeps.mode(),
        shares.stream().mapToInt(share -> share.open).sum(),
        shares.stream().mapToInt(share -> share.closed).sum(),
        shares.stream().mapToInt(share -> share.silent).sum(),
        shares.stream().mapToInt(share -> share.failed).sum(),
        wall,
        total / wall,
        used,
        bytes);
    for (Share share : shares) {
      CountDownLatch closed = new CountDownLatch(1);
      share.sweep.loop().execute(() -> share.sweep.close().thenRun(closed::countDown));
      closed.await();
    }
  }

  private static long cpu() throws JMException {
    return (long)
        beans().getAttribute(new ObjectName("java.lang:type=OperatingSystem"), "ProcessCpuTime");
  }

  private static long allocated() throws JMException {
    long[] threads = ManagementFactory.getThreadMXBean().getAllThreadIds();
    long[] bytes =
        (long[])
            beans()
                .invoke(
                    new ObjectName("java.lang:type=Threading"),
                    "getThreadAllocatedBytes",
                    new Object[] {threads},
                    new String[] {long[].class.getName()});
    return LongStream.of(bytes).map(one -> Math.max(0, one)).sum();
  }

  private static MBeanServer beans() {
    return ManagementFactory.getPlatformMBeanServer();
  }

  private final class Share implements Sweep.Sink {
    private final int to;
    private final CountDownLatch done;
    private final List<SweepProbe> idle = new ArrayList<>();
    private int next;
    private Sweep sweep;
    private int open;
    private int closed;
    private int silent;
    private int failed;
    private byte[] address = new byte[4];
    private InetAddress host;
    private int hostIndex = -1;

    Share(int from, int to, CountDownLatch done) {
      this.next = from;
      this.to = to;
      this.done = done;
      for (int i = 0; i < window; i++) {
        idle.add(new SweepProbe());
      }
    }

    void pump() {
      while (next < to && !idle.isEmpty()) {
        SweepProbe probe = idle.get(idle.size() - 1);
        int index = next / ports;
        if (index != hostIndex) {
          hostIndex = index;
          ByteBuffer.wrap(address).putInt(firstHost + index);
          try {
            host = InetAddress.getByAddress(address);
          } catch (java.net.UnknownHostException e) {
            throw new AssertionError(e);
          }
        }
        if (transport == Transport.UDP) {
          probe.prepare(host, firstPort + next % ports, timeoutNanos, payload);
        } else {
          probe.prepare(host, firstPort + next % ports, timeoutNanos);
        }
        if (!sweep.start(probe)) {
          return;
        }
        idle.remove(idle.size() - 1);
        next++;
      }
    }

    @Override
    public void onEnd(SweepProbe probe) {
      switch (probe.outcome()) {
        case SweepProbe.OPEN -> open++;
        case SweepProbe.TIMED_OUT -> silent++;
        case 104, 111 -> closed++;
        default -> {
          if (failed++ == 0) {
            System.out.println("outcome " + probe.outcome() + " local " + probe.isLocalFault());
          }
        }
      }
      idle.add(probe);
      if (next >= to && sweep.inFlight() == 0) {
        done.countDown();
      } else {
        pump();
      }
    }
  }
}

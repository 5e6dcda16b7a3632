package io.portprobe.internal.probe;

import io.portprobe.IoMode;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import java.time.Duration;

/**
 * Probes UDP ports with datagrams that exceed the path MTU: {@code PathMtu SIZE HOST PORT...}.
 * Prints one line for each port: the I/O mode, the state and the reason.
 */
public final class PathMtu {
  private PathMtu() {}

  public static void main(String[] args) throws Exception {
    byte[] payload = new byte[Integer.parseInt(args[0])];
    for (IoMode mode : new IoMode[] {IoMode.NIO, IoMode.EPOLL}) {
      for (int i = 1; i < args.length; i++) {
        try (ProbeClient client = ProbeClient.builder().ioMode(mode).build()) {
          ProbeReport report =
              client
                  .udp(args[i], 2001)
                  .payload(payload)
                  .timeout(Duration.ofSeconds(5))
                  .report()
                  .join();
          System.out.println(mode + " " + args[i] + " " + report.state() + "/" + report.reason());
        }
      }
    }
  }
}

package io.portprobe.process;

import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.faultkit.TcpPeer;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** The first probe of a JVM. Prints how many classes it loads. */
final class ColdStart {
  private ColdStart() {}

  public static void main(String[] args) {
    ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
    try (TcpPeer open = TcpPeer.silent();
        ProbeClient client = ProbeClient.builder().timeout(Duration.ofSeconds(30)).build()) {
      long before = classes.getTotalLoadedClassCount();
      PortState state = client.tcp("127.0.0.1", open.port()).state().join();
      System.out.println(state);
      System.out.println(classes.getTotalLoadedClassCount() - before);
    }
  }
}

package io.portprobe.internal.names;

import io.portprobe.AddressSelection;
import io.portprobe.Endpoint;
import io.portprobe.IoMode;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.Transport;
import io.portprobe.identify.ServiceIdentity;
import io.portprobe.internal.io.ClientEventLoops;
import io.portprobe.internal.util.Futures;
import io.portprobe.process.ChildJvm;
import io.portprobe.scan.HostSet;
import io.portprobe.scan.PortSet;
import java.io.FileInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The first use of each part of a client without a free file descriptor, and the second one with
 * some: {@code FirstUses MODE OPEN-PORT FOLDER}. Prints a line for each use.
 */
final class FirstUses {
  private FirstUses() {}

  public static void main(String[] args) throws Exception {
    IoMode mode = IoMode.valueOf(args[0]);
    int port = Integer.parseInt(args[1]);
    Path etc = Path.of(args[2]);
    Files.writeString(etc.resolve("nsswitch.conf"), "hosts: files");
    Files.writeString(etc.resolve("hosts"), "127.0.0.9 box");
    ClientEventLoops loops = ClientEventLoops.open(mode, 1);
    SystemNames names = new SystemNames(loops, etc, 53);
    try (ProbeClient client = ProbeClient.builder().ioMode(mode).withoutDiscovery().build()) {
      Deque<FileInputStream> taken = ChildJvm.takeAllDescriptors();
      // A thread of the start may have closed a file since.
      Runnable takeAgain = () -> ChildJvm.takeFreeDescriptors(taken);
      all(mode, client, port, Duration.ofMillis(300), takeAgain);
      takeAgain.run();
      NameLookup lookup = names.resolve("box", AddressSelection.ALL);
      NameLookup other = names.resolve("localhost", AddressSelection.ALL);
      System.out.println("localhost: " + of(() -> other.result().get(60, TimeUnit.SECONDS)));
      System.out.println(
          "name: " + lookup.unfinished().map(reason -> reason.problem().name()).orElse("-"));
      while (!taken.isEmpty()) {
        taken.pop().close();
      }
      System.out.println("name: " + of(() -> lookup.result().get(60, TimeUnit.SECONDS)));
      all(mode, client, port, Duration.ofSeconds(30), () -> {});
      System.out.println("threads that make seeds: " + seedThreads());
    } finally {
      names.close();
      loops.close().join();
    }
  }

  private static void all(
      IoMode mode, ProbeClient client, int port, Duration timeout, Runnable beforeEach) {
    Endpoint open = Endpoint.tcp("127.0.0.1", port);
    beforeEach.run();
    CompletableFuture<ProbeReport> report = client.probe(open).timeout(timeout).report();
    System.out.println("probe: " + of(() -> report.get(60, TimeUnit.SECONDS).state()));
    beforeEach.run();
    CompletableFuture<ServiceIdentity> identity = client.probe(open).timeout(timeout).identify();
    System.out.println("protocol: " + of(() -> identity.get(60, TimeUnit.SECONDS).state()));
    beforeEach.run();
    System.out.println(
        "scan: "
            + of(
                () ->
                    client
                        .scan()
                        .hosts(HostSet.of("127.0.0.1"))
                        .ports(PortSet.of(Transport.TCP, port))
                        .stateOnly()
                        .collect()
                        .get(60, TimeUnit.SECONDS)
                        .summary()
                        .listening()));
    beforeEach.run();
    System.out.println("client: " + of(() -> build(mode)));
  }

  /**
   * Returns how many threads of the JDK make seeds from the timing of threads. The JDK starts them
   * if it cannot open {@code /dev/random} at the first use. Each seed then takes seconds of
   * processor time, until the process ends.
   */
  private static long seedThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("SeedGenerator"))
        .count();
  }

  private static String build(IoMode mode) {
    try (ProbeClient client = ProbeClient.builder().ioMode(mode).withoutDiscovery().build()) {
      return client.transport() == IoMode.AUTO ? "AUTO" : "built";
    }
  }

  private static String of(Callable<?> use) {
    try {
      String text = String.valueOf(use.call());
      return text.lines().findFirst().orElse("");
    } catch (ExecutionException e) {
      return Futures.unwrap(e.getCause()).getClass().getSimpleName();
    } catch (Exception e) {
      return "thrown " + e.getClass().getSimpleName();
    }
  }
}

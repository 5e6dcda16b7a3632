package io.portprobe.examples.lab.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.portprobe.examples.lab.InLab;
import io.portprobe.examples.lab.container.ContainerRow.Output;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Probes and scans report what they know in a container, and no more. */
@InLab
@Timeout(300)
class ContainerLabTest {
  private static final String FREE = "exec \"$@\"";
  private static final String SECCOMP = "exec \"$TOOLS/without-io-uring\" \"$@\"";
  private static final String NATIVE = "--enable-native-access=ALL-UNNAMED";
  private static final String MODULE = ContainerRow.MODULE;

  /** With Netty on the class path the unnamed module loads its library, otherwise the module. */
  private static final String NATIVE_MODULE = "--enable-native-access=io.portprobe,ALL-UNNAMED";

  private static final String DENY = "--illegal-native-access=deny";
  private static final String NOT_SENT = "NOT_SENT";
  private static final int AT_ONCE = 3;

  private static final ContainerRow SECCOMP_17 =
      new ContainerRow("seccomp", 17, SECCOMP, List.of(), "AUTO", Sight.NUMBERS, true);
  private static final ContainerRow SECCOMP_25 =
      new ContainerRow("seccomp", 25, SECCOMP, List.of(), "AUTO", Sight.MESSAGES, true);
  private static final ContainerRow DENIED =
      new ContainerRow("native access denied", 25, SECCOMP, List.of(DENY), "AUTO", Sight.NIO, true);
  private static final ContainerRow NOEXEC =
      new ContainerRow(
          "noexec temporary folder", 17, mounted("noexec"), List.of(), "AUTO", Sight.NIO, true);

  private static final List<ContainerRow> ROWS =
      List.of(
          new ContainerRow("io_uring", 17, FREE, List.of(), "IO_URING", Sight.MESSAGES, true),
          new ContainerRow("io_uring", 25, FREE, List.of(NATIVE), "AUTO", Sight.MESSAGES, true),
          new ContainerRow("NIO", 17, FREE, List.of(), "NIO", Sight.NIO, true),
          SECCOMP_17,
          SECCOMP_25,
          SECCOMP_25.with("native access enabled, others denied", NATIVE, DENY),
          DENIED,
          NOEXEC,
          SECCOMP_17.with("module path", MODULE),
          SECCOMP_25.with("module path", MODULE, NATIVE_MODULE, DENY),
          new ContainerRow(
              "read-only temporary folder",
              25,
              mounted("ro"),
              List.of(NATIVE),
              "AUTO",
              Sight.NIO,
              true),
          SECCOMP_17.with("preferIPv4Stack", "-Djava.net.preferIPv4Stack=true"),
          new ContainerRow(
              "NIO, preferIPv4Stack",
              25,
              SECCOMP,
              List.of("-Djava.net.preferIPv4Stack=true"),
              "NIO",
              Sight.NIO,
              false),
          new ContainerRow(
              "seccomp, IPv6 off",
              25,
              "sysctl -qw net.ipv6.conf.all.disable_ipv6=1 && " + SECCOMP,
              List.of(NATIVE),
              "AUTO",
              Sight.MESSAGES,
              false),
          small(17, Sight.NUMBERS),
          small(25, Sight.MESSAGES));

  @TempDir static Path folder;

  private static final ExecutorService RUNNING = Executors.newFixedThreadPool(AT_ONCE);
  private static final Map<ContainerRow, Future<Output>> OUTPUTS = new ConcurrentHashMap<>();
  private static ChildClassPath classes;

  private static String mounted(String option) {
    return "exec unshare -m sh -c 'mount -t tmpfs -o "
        + option
        + " none \"$TEMP_FOLDER\" && exec \"$@\"' sh \"$@\"";
  }

  private static ContainerRow small(int jdk, Sight sight) {
    List<String> options = new ArrayList<>(List.of("-Xmx64m", "-XX:ActiveProcessorCount=1"));
    return new ContainerRow(
        "seccomp, 64 descriptors, 64 MB, one processor",
        jdk,
        "ulimit -n 64 && " + SECCOMP,
        options,
        "AUTO",
        sight,
        true);
  }

  @BeforeAll
  static void start() throws Exception {
    classes = ChildClassPath.in(folder);
    for (ContainerRow row : ROWS) {
      Path java = row.java().orElse(null);
      if (java != null && isInBuild(row)) {
        OUTPUTS.put(row, RUNNING.submit(() -> row.run(java, classes, folder)));
      }
    }
  }

  @AfterAll
  static void stop() {
    RUNNING.shutdownNow();
  }

  private static boolean isInBuild(ContainerRow row) throws IOException {
    boolean sees = classes.hasJava22() || row.jdk() < 22 || row.sight() != Sight.MESSAGES;
    return sees && (!row.onModulePath() || classes.hasModule());
  }

  private static Output output(ContainerRow row) throws Exception {
    assumeTrue(row.java().isPresent(), "JDK " + row.jdk() + " is installed");
    assumeTrue(isInBuild(row), "the build contains the module, and the classes for JDK 22");
    try {
      return OUTPUTS.get(row).get();
    } catch (ExecutionException e) {
      throw new AssertionError(row + ": " + e.getCause().getMessage(), e.getCause());
    }
  }

  static Stream<ContainerRow> rows() {
    return ROWS.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  @DisplayName("Probes and scans report the state and the reason that the client can know")
  void statesAndReasons(ContainerRow row) throws Exception {
    List<String> wrong = new ArrayList<>();
    int seen = 0;
    for (String line : output(row).lines()) {
      String[] parts = line.split("\t", -1);
      if (!parts[0].endsWith("77")) {
        seen++;
        boolean tcp = parts[1].equals("tcp");
        int port = Integer.parseInt(parts[2]);
        boolean ipv6 = parts[0].contains(":");
        String probed = ipv6 && !row.ipv6() ? NOT_SENT : row.sight().expected(tcp, port, ipv6);
        if (!parts[3].equals(probed) || !fits(row, tcp, parts[4], probed)) {
          wrong.add(line + " (expected: " + probed + ")");
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(seen).isEqualTo(36);
  }

  /**
   * The host is so near that its ICMP errors arrive during the connect call. A probe waits for the
   * next SYN and its ICMP error, for which a scan may be too fast.
   */
  private static boolean fits(ContainerRow row, boolean tcp, String scanned, String probed) {
    boolean missed = row.sight() == Sight.NIO && tcp && scanned.equals("FILTERED/TIMED_OUT");
    return scanned.equals(probed) || (missed && !probed.startsWith("LISTENING"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  @DisplayName("A neighbour that does not exist is never called prohibited")
  void deadNeighbour(ContainerRow row) throws Exception {
    assertThat(output(row).lines())
        .filteredOn(line -> line.startsWith(ContainerRow.NOBODY + "\ttcp"))
        .singleElement()
        .asString()
        .containsPattern("FILTERED/(HOST_UNREACHABLE|UNREACHABLE|TIMED_OUT)\t");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  @DisplayName("The JVM warns of native access once at most, and the log states each fallback once")
  void log(ContainerRow row) throws Exception {
    String whole = output(row).log();
    List<String> log =
        whole.lines().filter(line -> line.matches("(INFO|WARNING|SEVERE): .*")).toList();
    assertThat(log).filteredOn(line -> line.contains("A restricted method")).hasSizeLessThan(2);
    assertThat(log).as(whole).doesNotHaveDuplicates().noneMatch(line -> line.contains("Exception"));
  }

  @Test
  @DisplayName("The log states why ICMP messages are not available")
  void noReader_isLogged() throws Exception {
    assertThat(output(SECCOMP_17).log())
        .contains("INFO: scans use epoll: io_uring is not available: ")
        .contains("INFO: probes cannot read ICMP messages")
        .contains("Operation not permitted; recvmsg: needs JDK 22 or later");
  }

  @Test
  @DisplayName("The log states why NIO is used")
  void nio_isLogged() throws Exception {
    assertThat(output(NOEXEC).log()).contains("INFO: probes use NIO: epoll is not available: ");
    assertThat(output(DENIED).log())
        .contains("INFO: probes use NIO: epoll is not available: Illegal native access");
  }

  @Test
  @DisplayName("A silent UDP port on NIO states which ICMP errors NIO does not receive")
  void nio_statesWhatItDoesNotReceive() throws Exception {
    assertThat(output(NOEXEC).lines())
        .filteredOn(line -> line.startsWith(ContainerRow.HOST + "\tudp\t2004"))
        .singleElement()
        .asString()
        .containsPattern("NIO does not receive ICMP host.*\t.*NIO does not receive ICMP host");
  }
}

package io.portprobe.examples.lab.captures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.Transport;
import io.portprobe.examples.lab.InLab;
import io.portprobe.protocols.dns.Dns;
import io.portprobe.protocols.ldap.Ldap;
import io.portprobe.protocols.ldap.NetlogonPing;
import io.portprobe.protocols.msrpc.Inquiry;
import io.portprobe.protocols.msrpc.MsRpc;
import io.portprobe.protocols.netbios.NetBios;
import io.portprobe.spi.Protocol;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Replays captured responses of real servers, and compares what portprobe reads with what tshark
 * and dnspython read. The captures have other licences, so they are read from the folder of the
 * property {@code portprobe.captures}, by default {@code ../shared/cases/captures/cases} beside the
 * checkout.
 */
@InLab
class CapturesLabTest {
  private static final String DEFAULT_TIMEOUT_MILLIS = "2500";

  private static ProbeClient client;

  @BeforeAll
  static void createClient() {
    client = ProbeClient.create();
  }

  @AfterAll
  static void closeClient() {
    client.close();
  }

  private static Path folder() {
    String configured = System.getProperty("portprobe.captures");
    if (configured != null) {
      return Path.of(configured);
    }
    Path root = Path.of("").toAbsolutePath();
    while (root.getParent() != null && !Files.exists(root.resolve("portprobe-core/pom.xml"))) {
      root = root.getParent();
    }
    return root.resolveSibling("shared/cases/captures/cases");
  }

  @TestFactory
  List<DynamicTest> capture_isReadAsByOtherTools() throws IOException {
    Path folder = folder();
    assumeTrue(
        Files.isDirectory(folder), () -> "no captures in " + folder + " (-Dportprobe.captures)");
    List<DynamicTest> tests =
        cases(folder).stream()
            .map(file -> dynamicTest(file.getFileName().toString(), () -> replay(file)))
            .toList();
    assertThat(tests).isNotEmpty();
    return tests;
  }

  @Test
  void capturedResponse_isRecognisedByItsProtocolOnly() throws IOException {
    Path folder = folder();
    assumeTrue(
        Files.isDirectory(folder), () -> "no captures in " + folder + " (-Dportprobe.captures)");
    List<Protocol> protocols =
        ServiceLoader.load(Protocol.class).stream().map(ServiceLoader.Provider::get).toList();
    Set<String> recognised = new TreeSet<>();
    SoftAssertions all = new SoftAssertions();
    for (Path file : cases(folder)) {
      CaptureCase capture = CaptureCase.read(file);
      for (List<byte[]> answer : capture.answers()) {
        List<String> names =
            protocols.stream()
                .filter(each -> each.recognise(ByteBuffer.wrap(answer.get(0))).isPresent())
                .map(Protocol::name)
                .toList();
        all.assertThat(names).as("%s", file).isSubsetOf(capture.protocol());
        recognised.addAll(names);
      }
    }
    all.assertAll();
    assertThat(recognised).containsExactly("dns", "ldap", "msrpc", "netbios");
  }

  private static List<Path> cases(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".case")).sorted().toList();
    }
  }

  private static void replay(Path file) throws IOException {
    CaptureCase capture = CaptureCase.read(file);
    try (CapturePeer peer = new CapturePeer(capture)) {
      Map<String, List<String>> read =
          CaptureReading.of(probe(capture, peer.port()).report().join());

      assertThat(peer.failure()).isNull();
      assertThat(capture.expected()).isNotEmpty();
      capture
          .expected()
          .forEach(
              (field, values) ->
                  assertThat(read.getOrDefault(field, List.of())).as(field).isEqualTo(values));
    }
  }

  private static PortProbe probe(CaptureCase capture, int port) {
    Map<String, String> options = capture.options();
    PortProbe probe =
        (capture.transport() == Transport.UDP
                ? client.udp(CapturePeer.HOST, port)
                : client.tcp(CapturePeer.HOST, port))
            .as(capture.protocol())
            .timeout(
                Duration.ofMillis(
                    Long.parseLong(options.getOrDefault("timeout", DEFAULT_TIMEOUT_MILLIS))));
    for (Map.Entry<String, String> option : options.entrySet()) {
      probe = with(probe, option.getKey(), option.getValue());
    }
    return probe;
  }

  private static PortProbe with(PortProbe probe, String option, String value) {
    return switch (option) {
      case "timeout" -> probe;
      case "netbios.name" -> probe.option(NetBios.NAME, value);
      case "dns.name" -> probe.option(Dns.NAME, value);
      case "dns.type" -> probe.option(Dns.TYPE, value);
      case "dns.class" -> probe.option(Dns.CLASS, value);
      case "dns.ignoreTruncation" -> probe.option(Dns.IGNORE_TRUNCATION, Boolean.valueOf(value));
      case "ldap.netlogon" -> probe.option(Ldap.NETLOGON, NetlogonPing.valueOf(value));
      case "msrpc.map" -> probe.option(MsRpc.INQUIRY, inquiry(value.split(",")));
      default -> throw new IllegalArgumentException("option: " + option);
    };
  }

  private static Inquiry inquiry(String... parts) {
    return Inquiry.map(
        UUID.fromString(parts[0]),
        Integer.parseInt(parts[1]),
        Integer.parseInt(parts[2]),
        parts[3]);
  }
}

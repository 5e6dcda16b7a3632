package io.portprobe.examples.lab.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.examples.lab.InLab;
import io.portprobe.examples.lab.LabClient;
import io.portprobe.protocols.dns.LlmnrResult;
import io.portprobe.protocols.dns.MdnsResult;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares avahi-daemon and systemd-resolved on the client itself with dig. */
@InLab
class LinkLocalLabTest {
  @RegisterExtension static final LabClient LAB = new LabClient();

  private static final Pattern POINTER = Pattern.compile("\\S+\\s+\\d+\\s+IN\\s+PTR\\s+(\\S+)[.]");

  @ParameterizedTest
  @ValueSource(strings = {"198.18.77.10", "2001:db8:77::10"})
  void avahi_servicesAndName_equalThoseOfDig(String host) throws IOException {
    try (Responder avahi = new Responder("avahi")) {
      List<String> services =
          avahi.awaitNames("@" + host, "-p", "5353", "_services._dns-sd._udp.local", "PTR");
      List<String> names = avahi.awaitNames("@" + host, "-p", "5353", "-x", host);

      ProbeReport report = LAB.udp(host, 5353).report().join();

      assertThat(report.state()).isEqualTo(PortState.LISTENING);
      MdnsResult ours = report.finding(MdnsResult.class).orElseThrow();
      assertThat(ours.services())
          .hasSize(2)
          .extracting(service -> service + ".local")
          .containsExactlyInAnyOrderElementsOf(services);
      assertThat(names).containsExactly(ours.hostName().orElseThrow());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"198.18.77.10", "2001:db8:77::10"})
  void resolved_nameOverTcp_equalsThatOfDig(String host) throws IOException {
    try (Responder resolved = new Responder("resolved")) {
      List<String> names = resolved.awaitNames("@" + host, "-p", "5355", "+tcp", "-x", host);

      ProbeReport report = LAB.tcp(host, 5355).report().join();

      assertThat(report.state()).isEqualTo(PortState.LISTENING);
      assertThat(report.finding(LlmnrResult.class).orElseThrow().names()).isEqualTo(names);
    }
  }

  /** RFC 4795 section 2.4: a responder should ignore unicast over UDP. */
  @Test
  void resolved_overUdp_isSilent() throws IOException {
    String host = "198.18.77.10";
    try (Responder resolved = new Responder("resolved")) {
      resolved.awaitNames("@" + host, "-p", "5355", "+tcp", "-x", host);

      assertThat(LAB.udp(host, 5355).timeout(Duration.ofSeconds(2)).state().join())
          .isEqualTo(PortState.LISTENING_OR_FILTERED);
    }
  }

  /** A server that `link-local/responder` starts. */
  private static final class Responder implements AutoCloseable {
    private final Process process;

    Responder(String server) throws IOException {
      process =
          new ProcessBuilder("link-local/responder", server)
              .redirectErrorStream(true)
              .redirectOutput(new File("target/" + server + ".log"))
              .start();
    }

    /** Repeats a query with dig until the server, which first verifies its name, responds. */
    List<String> awaitNames(String... query) {
      List<String> command =
          new ArrayList<>(
              List.of("dig", "+noall", "+answer", "+noedns", "+norec", "+time=1", "+tries=1"));
      command.addAll(List.of(query));
      List<String> names = List.of();
      while (names.isEmpty()) {
        assertThat(process.isAlive()).as("the responder runs (see its log in target/)").isTrue();
        names = names(command);
      }
      return names;
    }

    private static List<String> names(List<String> command) {
      List<String> names = new ArrayList<>();
      for (String line : output(command)) {
        Matcher record = POINTER.matcher(line);
        if (record.matches()) {
          names.add(record.group(1));
        }
      }
      return names;
    }

    /** Returns the output of dig, which fails while nothing listens. */
    private static List<String> output(List<String> command) {
      try {
        Process dig = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines =
            new String(dig.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                .lines()
                .toList();
        dig.waitFor(10, TimeUnit.SECONDS);
        return lines;
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      process.destroy();
      process.onExit().join();
    }
  }
}

package io.portprobe.testing;

import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static io.portprobe.testing.PortAssertions.assertThatPort;
import static io.portprobe.testing.PortAssertions.awaitPort;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.portprobe.Endpoint;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.scan.HostSet;
import io.portprobe.scan.PortSet;
import io.portprobe.scan.Scan;
import io.portprobe.testing.protocol.SampleProtocol;
import io.portprobe.testing.protocol.SampleProtocol.SampleDialogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that messages have the same digits and letters in every locale. */
@Tag("slow")
@Isolated // it changes the locale of the JVM
class MessageLocaleTest {
  private final Locale before = Locale.getDefault();

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG-u-nu-arab", "hi-IN-u-nu-deva", "fa-IR", "tr-TR"})
  void messages_anyLocale_areAscii(String locale) throws Exception {
    Locale.setDefault(Locale.forLanguageTag(locale));
    List<String> messages = new ArrayList<>();
    try (TcpPeer open = TcpPeer.closing();
        TcpPeer closed = TcpPeer.refusing();
        ProbeClient client =
            ProbeClient.builder()
                .withoutDiscovery()
                .protocol(new SampleProtocol(SampleDialogue::new))
                .build()) {
      ProbeReport report = client.probe(endpointOf(open)).as("SAMPLE").report().join();
      Scan scan =
          client
              .scan()
              .hosts(HostSet.of(closed.host()))
              .ports(PortSet.tcp(String.valueOf(closed.port())));
      messages.add(client.toString());
      messages.add(report.explain());
      messages.add(report.toString());
      messages.add(report.attempts().get(0).toString());
      messages.add(report.dialogue().orElseThrow().toString());
      messages.add(scan.plan().toString());
      messages.add(scan.toString());
      messages.add(scan.collect().get().summary().toString());
      messages.add(message(assertThatPort(client, endpointOf(closed))::isListening));
      messages.add(message(() -> assertThatPort(client, endpointOf(open)).speaks("SAMPLE")));
      messages.add(
          message(awaitPort(client, endpointOf(closed)).within(ofMillis(60))::untilListening));
      messages.add(message(() -> Endpoint.tcp("x".repeat(300) + " ", 1)));
      messages.add(message(() -> Endpoint.tcp("127.0.0.1", 123_456)));
    }
    assertThat(messages).allSatisfy(text -> assertThat(text).isNotEmpty().matches("\\p{ASCII}*"));
  }

  private static String message(Callable<?> failing) {
    return catchThrowable(failing::call).getMessage();
  }
}

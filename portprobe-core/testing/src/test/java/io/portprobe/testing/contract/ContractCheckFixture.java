package io.portprobe.testing.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.time.Duration.ofSeconds;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.faultkit.Loopback;
import io.portprobe.faultkit.ScriptedResolver;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** A client with one protocol and a name with two addresses, and checks of single lines. */
abstract class ContractCheckFixture {
  static final String PAIR = "pair.example";

  final ProbeClient client =
      ProbeClient.builder()
          .withoutDiscovery()
          .protocol(new Parrot())
          .resolver(
              new ScriptedResolver().resolving(PAIR, Loopback.ipv4(), Loopback.otherIpv4())
                  ::resolve)
          .timeout(ofSeconds(30))
          .build();

  @AfterEach
  void close() {
    client.close();
  }

  ContractRow row(ContractEntry entry) {
    return ContractCheck.of(client).check(NetworkContract.of(entry)).join().rows().get(0);
  }

  static ContractEntry listening(Endpoint endpoint) {
    return ContractEntry.of(endpoint, PortState.LISTENING);
  }

  static List<String> texts(ContractRow row) {
    return row.mismatches().stream().map(Mismatch::toString).toList();
  }

  static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }
}

package io.portprobe.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.AddressSelection;
import io.portprobe.LocalFaultException;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Scans of names with more addresses than a scan probes. */
class ManyAddressesTest {
  private static final List<InetAddress> ADDRESSES =
      IntStream.range(0, 4_000).mapToObj(ManyAddressesTest::address).toList();

  private final ProbeClient client =
      ProbeClient.builder().resolver(host -> CompletableFuture.completedFuture(ADDRESSES)).build();

  private static InetAddress address(int number) {
    try {
      return InetAddress.getByAddress(new byte[] {127, 1, (byte) (number >> 8), (byte) number});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void close() {
    client.close();
  }

  private Scan scan() {
    return client.scan().hosts(HostSet.of("many.test")).addresses(AddressSelection.ALL);
  }

  private static List<ScanResult> probed(ScanResults results) {
    return results.results().stream().filter(result -> result.state().isPresent()).toList();
  }

  @Test
  void addressesOfAName_areLimited() {
    Scan scan = scan().tcp("1-2");
    assertThat(scan.plan().probes()).hasValue(128);

    ScanResults results = scan.collect().join();

    assertThat(probed(results)).hasSize(128);
    assertThat(results.results())
        .filteredOn(result -> result.failure().isPresent())
        .hasSize(2)
        .allSatisfy(
            result -> {
              assertThat(result.failure()).containsInstanceOf(LocalFaultException.class);
              assertThat(result.evidence())
                  .endsWith(
                      ": 127.1.0.64 and 3935 more addresses: not among the first 64 addresses of"
                          + " the name");
            });
  }

  @Test
  void addressesOfAName_areLimitedInAProbeAsInAScan() {
    ProbeReport report = client.tcp("many.test", 1).addresses(AddressSelection.ALL).report().join();

    assertThat(report.attempts()).hasSize(64);
    assertThat(report.addresses()).hasSize(4_000);
    assertThat(report.omissions())
        .hasSize(3_936)
        .first()
        .asString()
        .endsWith(": 127.1.0.64: not among the first 64 addresses");
  }

  @Test
  void addressesOfANameInAStream_countForMaxProbes() {
    List<ScanResult> results = new java.util.concurrent.CopyOnWriteArrayList<>();
    scan()
        .hosts(Stream.of("many.test", " ", "more.test\r"))
        .tcp("1-20")
        .maxProbes(100)
        .forEach(results::add)
        .join();

    assertThat(results.stream().filter(result -> result.state().isPresent())).hasSize(100);
    assertThat(results.stream().map(ScanResult::host).distinct())
        .containsExactlyInAnyOrder("many.test", "more.test");
  }

  @Test
  void addressesOfAName_countForMaxProbes() {
    Scan scan = scan().tcp("1-20").maxProbes(100);
    assertThat(scan.plan().probes()).hasValue(100);

    ScanResults results = scan.collect().join();

    assertThat(probed(results)).hasSize(100);
    assertThat(results.results())
        .filteredOn(result -> result.failure().isPresent())
        .hasSize(20)
        .allSatisfy(
            result ->
                assertThat(result.evidence())
                    .endsWith(
                        ": 127.1.0.5 and 3994 more addresses: not probed, because the scan is"
                            + " limited to maxProbes, 100"));
  }

  @Test
  void firstAddress_isTheOnlyOneByDefault() {
    Scan scan = client.scan().hosts(HostSet.of("many.test", "127.0.0.1")).tcp("1");
    assertThat(scan.plan().probes()).hasValue(2);
    assertThat(scan.collect().join().results()).hasSize(2);
  }
}

package io.portprobe.examples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Endpoint;
import io.portprobe.ProbeClient;
import io.portprobe.Transport;
import io.portprobe.examples.lab.table.ExpectedRow;
import io.portprobe.examples.lab.table.ExpectedTable;
import io.portprobe.testing.contract.ContractCheck;
import io.portprobe.testing.contract.ContractEntry;
import io.portprobe.testing.contract.ContractReport;
import io.portprobe.testing.contract.ContractRow;
import io.portprobe.testing.contract.NetworkContract;
import io.portprobe.testing.drift.ResultChange;
import io.portprobe.testing.drift.ResultDiff;
import io.portprobe.testing.drift.ResultFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The table of the test bed as a contract, and its drift. The rules of the filter affect others.
 */
@InLab
@Isolated
class ContractLabTest {
  private static final String TABLE = "portprobe_contract_test";

  @TempDir private Path folder;

  /** A first TLS handshake on a busy machine takes seconds. */
  private final ProbeClient client = ProbeClient.builder().timeout(Duration.ofSeconds(20)).build();

  @AfterEach
  void close() {
    client.close();
  }

  /**
   * Returns the ports whose result is the same in every run. Left out are the ports that are
   * reached over the line that loses packets, those whose state depends on the port of the client,
   * those without a route, which have no state, and the news server, which refuses readers while
   * the load of the machine is above 16 (nnrpdloadlimit in inn.conf).
   */
  private static List<Endpoint> stablePorts() {
    return ExpectedTable.rows().stream()
        .filter(row -> !row.slow() && row.sourcePort().isEmpty())
        .filter(row -> !row.reason().equals("no-route-here"))
        .filter(row -> !row.service().startsWith("nntp"))
        .map(ExpectedRow::endpoint)
        .distinct()
        .toList();
  }

  /**
   * Repeats probes whose protocol did not finish in time: Samba's TLS is slow on a busy machine.
   */
  private static NetworkContract patient(NetworkContract contract) {
    return NetworkContract.of(
        contract.entries().stream()
            .map(entry -> entry.withProbe(entry.probe().waitingFor(Duration.ofSeconds(25))))
            .toArray(ContractEntry[]::new));
  }

  private ResultFile run(String name, NetworkContract contract) throws IOException {
    ContractReport report =
        ContractCheck.of(client).within(Duration.ofSeconds(8)).check(contract).join();
    return ResultFile.read(
        Files.write(
            folder.resolve(name), report.rows().stream().map(ContractRow::toJson).toList()));
  }

  @Test
  @DisplayName("The recorded table drifts by exactly the rules that were added")
  void drift() throws IOException {
    NetworkContract contract = patient(NetworkContract.record(client, stablePorts()).join());
    ResultFile before = run("before.jsonl", contract);
    assertThat(before.size()).isEqualTo(contract.entries().size()).isGreaterThan(320);
    assertThat(contract.entries())
        .filteredOn(entry -> entry.endpoint().transport() == Transport.UDP)
        .hasSizeGreaterThan(110);
    assertThat(ResultDiff.between(before, run("same.jsonl", contract))).isEmpty();
    Tool.run("nft", "add table inet " + TABLE);
    try {
      Tool.run("nft", "add chain inet " + TABLE + " out { type filter hook output priority 0 ; }");
      String rule = "add rule inet " + TABLE + " out ip daddr ";
      Tool.run("nft", rule + Lab.SRV + " tcp dport 6379 reject with tcp reset");
      Tool.run("nft", rule + Lab.SRV + " tcp dport 1883 reject with icmpx admin-prohibited");
      Tool.run("nft", rule + Lab.AD + " tcp dport 9389 reject with icmpx admin-prohibited");
      Tool.run("nft", "add chain inet " + TABLE + " in { type filter hook input priority 0 ; }");
      Tool.run("nft", "add rule inet " + TABLE + " in ip saddr " + Lab.SRV + " udp sport 53 drop");
      Tool.run("nft", rule + Lab.AD + " udp dport 88 reject with icmpx port-unreachable");

      assertThat(ResultDiff.between(before, run("after.jsonl", contract)))
          .extracting(ResultChange::toString)
          .containsExactly(
              "udp://198.18.77.20:88: CLOSED: LISTENING (REPLIED) -> FILTERED"
                  + " (PORT_UNREACHABLE)",
              "tcp://198.18.77.20:9389: STATE: NOT_LISTENING (REFUSED) -> FILTERED"
                  + " (ADMIN_PROHIBITED)",
              "udp://198.18.77.30:53: CLOSED: LISTENING (REPLIED) -> LISTENING_OR_FILTERED"
                  + " (SILENT)",
              "tcp://198.18.77.30:1883: CLOSED: LISTENING (ACCEPTED) -> FILTERED"
                  + " (ADMIN_PROHIBITED)",
              "tcp://198.18.77.30:6379: CLOSED: LISTENING (ACCEPTED) -> NOT_LISTENING (REFUSED)");
    } finally {
      Tool.run("nft", "delete table inet " + TABLE);
    }
    assertThat(ResultDiff.between(before, run("again.jsonl", contract))).isEmpty();
  }

  @Test
  @DisplayName("Required findings of the domain controller leave out clocks and counters")
  void activeDirectory() {
    NetworkContract contract =
        NetworkContract.record(
                client,
                List.of(
                    Endpoint.tcp(Lab.AD, 389),
                    Endpoint.udp(Lab.AD, 389),
                    Endpoint.tcp(Lab.AD, 636),
                    Endpoint.tcp(Lab.AD, 3268),
                    Endpoint.tcp(Lab.AD, 445),
                    Endpoint.tcp(Lab.AD, 88),
                    Endpoint.udp(Lab.AD, 88),
                    Endpoint.udp(Lab.AD, 464),
                    Endpoint.tcp(Lab.AD, 135)))
            .join()
            .requiringFindings();

    assertThat(contract.entries()).allSatisfy(entry -> assertThat(entry.lines()).isNotEmpty());
    assertThat(contract.entries())
        .flatExtracting(entry -> entry.lines())
        .noneMatch(line -> line.matches("(?i)(current|server time|system time|clock|highest).*"));
    assertThat(ContractCheck.of(client).check(contract).join().rows())
        .extracting(ContractRow::message)
        .containsOnly("");
  }
}

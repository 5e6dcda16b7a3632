package io.portprobe.examples.lab.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.examples.lab.InLab;
import io.portprobe.examples.lab.Lab;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code portprobe host} over hosts that respond, that are silent, and that do not exist. */
@InLab
class HostLabTest {
  private final LabCommand run = new LabCommand();

  private List<String> host(int exitCode, String address) {
    assertThat(run.run("host", address, "--timeout", "5s")).isEqualTo(exitCode);
    return run.lines();
  }

  @Test
  void hostWithServers_isPresent() {
    assertThat(host(0, Lab.SRV).get(0)) // by the evidence that arrives first
        .matches("PRESENT {7}" + Lab.SRV + " {2}evidence: (TCP .*|ICMP echo reply.*)");
  }

  @Test
  void hostThatDropsAndRejects_isPresent_byItsOwnResponses() {
    assertThat(host(0, Lab.FW).get(0)).startsWith("PRESENT       " + Lab.FW + "  evidence: ");
  }

  @Test
  void addressBehindADroppingFilter_isNotKnown() {
    assertThat(host(2, "198.18.78.11").get(0))
        .isEqualTo(
            "NOT KNOWN     198.18.78.11  "
                + "no response: there is no host, or a packet filter drops the probes");
  }

  @Test
  void addressThatARouterRejects_isNotKnown() {
    assertThat(host(2, "198.18.78.10").get(0))
        .isEqualTo(
            "NOT KNOWN     198.18.78.10  "
                + "no response of the host: a packet filter rejects the probes");
  }

  @Test
  void addressThatARouterCallsUnreachable_isUnreachable() {
    assertThat(host(1, "198.18.78.9"))
        .satisfies(
            lines ->
                assertThat(lines.get(0))
                    .startsWith(
                        "UNREACHABLE   198.18.78.9  no response; reported as unreachable by: TCP"))
        .anyMatch(line -> line.contains("(ICMP 3/1 from " + Lab.FW + ")"));
  }

  @Test
  void addressWithoutAHost_onTheOwnNetwork_failsInTheNeighbourTable() {
    assertThat(host(1, "198.18.77.99"))
        .satisfies(lines -> assertThat(lines.get(0)).startsWith("UNREACHABLE   198.18.77.99  "))
        .anyMatch(line -> line.contains("neighbour table: FAILED on "));
  }

  @Test
  void addressWithoutARoute_isALocalFailure() {
    assertThat(host(71, "198.18.80.1").get(0))
        .startsWith("NOT KNOWN     198.18.80.1  not probed: ")
        .contains("no route to the address");
  }
}

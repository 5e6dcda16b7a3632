package io.portprobe.internal.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketBudgetTest {
  @Test
  void enoughDescriptors_giveTheNumberWanted() {
    assertThat(new SocketBudget(100_000, 28_000).socketLimit(2_000, 1_000, true)).isEqualTo(2_000);
  }

  @Test
  void fewDescriptors_leaveTheReservedOnesAndAMargin() {
    assertThat(new SocketBudget(1_000, 28_000).socketLimit(2_000, 100, false))
        .isEqualTo(1_000 - 100 - 64);
  }

  @Test
  void smallProcess_reservesAtMostAQuarter() {
    assertThat(new SocketBudget(80, 28_000).socketLimit(2_000, 1_000, false))
        .isEqualTo(80 - 20 - 10);
  }

  @Test
  void udp_usesAtMostHalfOfTheSourcePorts() {
    SocketBudget budget = new SocketBudget(100_000, 1_000);
    assertThat(budget.socketLimit(2_000, 100, true)).isEqualTo(500);
    assertThat(budget.socketLimit(2_000, 100, false)).isEqualTo(2_000);
  }

  @Test
  void noDescriptors_giveOneSocket() {
    assertThat(new SocketBudget(1, 1).socketLimit(2_000, 1_000, true)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "1000, 1000000, 500, 1000",
    "1000, 1400, 100, 1000",
    "1000, 1024, 24, 936", // 64 are left
    "1000, 64, 14, 26", // 24 are left
    "10, 64, 14, 10",
    "1000, 64, 64, 16", // the others may be closed later
    "1000, 3, 3, 1"
  })
  void singleProbes_leaveDescriptorsToTheProcess(int wanted, int limit, int open, int sockets) {
    assertThat(SocketBudget.singleProbes(wanted, limit, open)).isEqualTo(sockets);
  }

  @Test
  void budgetOfThisProcess_isPositive() {
    SocketBudget budget = SocketBudget.read();
    assertThat(budget.descriptors()).isPositive();
    assertThat(budget.ephemeralPorts()).isPositive();
  }
}

package io.portprobe.internal.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.NetUtil;
import io.portprobe.Endpoint;
import io.portprobe.LocalFaultException;
import io.portprobe.PortState;
import io.portprobe.Reason;
import io.portprobe.Transport;
import io.portprobe.internal.net.Verdict;
import io.portprobe.internal.net.Verdicts;
import io.portprobe.internal.scan.order.ProbeOrder;
import io.portprobe.internal.scan.order.ScanTarget;
import io.portprobe.internal.scan.setup.ScanSettings;
import io.portprobe.internal.sweep.SweepProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeClassifierTest {
  private static final int EADDRNOTAVAIL = 99;
  private static final int ECONNREFUSED = 111;

  private static final ScanTarget TARGET =
      new ScanTarget(
          new ProbeOrder(Transport.TCP, new int[] {22}, 1, 1, null),
          0,
          0,
          null,
          NetUtil.LOCALHOST4);

  private final OutcomeClassifier tcp = new OutcomeClassifier(Transport.TCP, false);
  private final OutcomeClassifier udp = new OutcomeClassifier(Transport.UDP, false);

  private static ScanProbe probe(int outcome, boolean local) {
    ScanProbe probe = new ScanProbe();
    probe.address = new AddressProgress(ScanSettings.DEFAULT, TARGET);
    probe.prepare(NetUtil.LOCALHOST4, 22, 1);
    probe.recordEnd(outcome, local, 0);
    return probe;
  }

  @Test
  void silentPort_verdictSaysWhetherIcmpErrorsWereVisible() {
    assertThat(tcp.silent(true)).isSameAs(Verdicts.TIMED_OUT);
    assertThat(tcp.silent(false)).isSameAs(Verdicts.TIMED_OUT_ON_NIO);
    assertThat(udp.silent(true)).isSameAs(Verdicts.SILENT);
    assertThat(udp.silent(false)).isSameAs(Verdicts.SILENT_ON_NIO);
  }

  @Test
  void openPort_isAcceptedOverTcp_andRepliedOverUdp() {
    assertThat(tcp.classify(probe(SweepProbe.OPEN, false))).isSameAs(Verdicts.ACCEPTED);
    assertThat(udp.classify(probe(SweepProbe.OPEN, false))).isSameAs(Verdicts.REPLIED);
  }

  @Test
  void refusal_isNotListening_withTheReasonOfTheTransport() {
    Verdict overTcp = tcp.classify(probe(ECONNREFUSED, false));
    assertThat(overTcp.stateOrNull()).isEqualTo(PortState.NOT_LISTENING);
    assertThat(overTcp.reasonOrNull()).isEqualTo(Reason.REFUSED);
    Verdict overUdp = udp.classify(probe(ECONNREFUSED, false));
    assertThat(overUdp.stateOrNull()).isEqualTo(PortState.NOT_LISTENING);
    assertThat(overUdp.reasonOrNull()).isEqualTo(Reason.PORT_UNREACHABLE);
  }

  @Test
  void equalOutcomes_shareOneVerdict() {
    assertThat(tcp.classify(probe(113, false))).isSameAs(tcp.classify(probe(113, false)));
  }

  @Test
  void sameErrorNumber_localAndRemote_areDifferent() {
    assertThat(tcp.classify(probe(113, false)).stateOrNull()).isEqualTo(PortState.FILTERED);
    assertThat(tcp.classify(probe(113, true))).isInstanceOf(Verdict.LocalFault.class);
    assertThat(tcp.classify(probe(113, false)).stateOrNull()).isEqualTo(PortState.FILTERED);
  }

  @Test
  void localFault_isALocalFaultException_withTheEvidence() {
    ScanProbe probe = probe(113, true);
    Verdict verdict = tcp.classify(probe);
    RuntimeException failure = tcp.failure(probe, TARGET, verdict);
    assertThat(failure)
        .isInstanceOf(LocalFaultException.class)
        .hasMessageContaining(verdict.evidence());
    assertThat(((LocalFaultException) failure).endpoint()).isEqualTo(Endpoint.tcp("127.0.0.1", 22));
  }

  @Test
  void exceptionOfAChannel_isNotProbed_andIsKept() {
    ScanProbe probe = probe(SweepProbe.CANCELLED, false);
    probe.failure = new IllegalStateException("closed");
    Verdict verdict = tcp.classify(probe);
    assertThat(verdict).isSameAs(Verdicts.NOT_PROBED);
    assertThat(tcp.failure(probe, TARGET, verdict)).isSameAs(probe.failure);
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 23, 24, 105})
  void lackOfMemoryOrDescriptors_isAShortage(int errno) {
    assertThat(tcp.isShortage(probe(errno, true))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {13, 97, 98, 113})
  void otherErrors_areNoShortage(int errno) {
    assertThat(tcp.isShortage(probe(errno, true))).isFalse();
  }

  @Test
  void failureOfTheSender_isALocalFaultWithItsCause_andNoShortage() {
    Error broken = new NoClassDefFoundError("broken");
    ScanProbe probe = probe(SweepProbe.CANCELLED, false);
    probe.recordFailure(broken, 1);

    assertThat(tcp.isShortage(probe)).isFalse();
    Verdict verdict = tcp.classify(probe);
    assertThat(verdict.stateOrNull()).isNull();
    assertThat(tcp.failure(probe, TARGET, verdict))
        .isInstanceOf(LocalFaultException.class)
        .hasMessageEndingWith("the probe failed: " + broken)
        .hasCause(broken);
  }

  @Test
  void noSourcePort_isAShortage_unlessTheCallerSuppliedTheSource() {
    assertThat(tcp.isShortage(probe(EADDRNOTAVAIL, true))).isTrue();
    OutcomeClassifier customSource = new OutcomeClassifier(Transport.TCP, true);
    assertThat(customSource.isShortage(probe(EADDRNOTAVAIL, true))).isFalse();
  }
}

package io.portprobe.internal.identify;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.identify.ServiceIdentity.Verdict;
import io.portprobe.internal.identify.IdentifyPlan.Input;
import io.portprobe.internal.identify.IdentifyPlan.Layer;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeerSilenceTest {
  private static final InetAddress ADDRESS = InetAddress.getLoopbackAddress();

  private final List<InetAddress> probed = new ArrayList<>();
  private boolean acceptsEverything;
  private final IdentifyPlan plan =
      new IdentifyPlan(
          new Input(
              4711,
              Duration.ofSeconds(10),
              8,
              new Layer(List.of(), true),
              new Layer(List.of(), true),
              false,
              false),
          new PlugInFailures());
  private final PeerSilence silence =
      new PeerSilence(
          new HostControl() {
            @Override
            public void start(InetAddress address) {
              probed.add(address);
            }

            @Override
            public boolean acceptsEverything(InetAddress address) {
              return acceptsEverything;
            }
          },
          ADDRESS,
          plan);

  private void waitForGreeting() {
    assertThat(plan.next(Duration.ZERO)).isInstanceOf(IdentifyPlan.Action.Listen.class);
  }

  @Test
  void controlPorts_areProbedAfterAWaitWithoutData() {
    silence.check();
    assertThat(probed).isEmpty();

    waitForGreeting();
    silence.check();
    assertThat(probed).containsExactly(ADDRESS);
  }

  @Test
  void controlPorts_areNotProbedOfAPeerThatSends() {
    waitForGreeting();
    plan.onReceived();
    silence.check();

    assertThat(probed).isEmpty();
  }

  @Test
  void verdict_isAcceptsEverything_onlyWithoutData() {
    acceptsEverything = true;
    assertThat(silence.verdict()).isEqualTo(Verdict.SILENT);

    waitForGreeting();
    assertThat(silence.isOfHost()).isTrue();
    assertThat(silence.verdict()).isEqualTo(Verdict.ACCEPTS_EVERYTHING);

    plan.onReceived();
    assertThat(silence.isOfHost()).isFalse();
    assertThat(silence.verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void verdict_ofAPeerThatClosesWithoutData_isCloses() {
    plan.onSent(ByteBuffer.allocate(1));
    plan.onClosed(true);

    assertThat(silence.verdict()).isEqualTo(Verdict.CLOSES);
  }
}

package io.portprobe.internal.sweep;

import static io.portprobe.internal.sweep.SweepRig.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.IoEventLoop;
import io.portprobe.IoMode;
import io.portprobe.Transport;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.internal.sweep.SweepRig.TestProbe;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Code of a sweep that throws ends its probe with that failure, and the sweep continues. */
class SweepFailureTest {
  private final Error broken = new NoClassDefFoundError("broken");

  private final Sweeps sweeps =
      Sweeps.open(IoMode.NIO, 1, new io.portprobe.internal.io.ClientThreads());
  private final IoEventLoop loop =
      (IoEventLoop) sweeps.sweep(0, Transport.TCP, 1, true, probe -> {}).loop();
  private final List<SweepProbe> ended = new ArrayList<>(); // confined to the loop
  private final CompletableFuture<SweepProbe> first = new CompletableFuture<>();

  static List<IoMode> nativeModes() {
    return Backends.here().stream().filter(mode -> mode != IoMode.NIO).toList();
  }

  @AfterEach
  void close() {
    sweeps.close();
  }

  private enum Step {
    NONE,
    OPEN,
    DIAL,
    EXPIRE,
    ABANDON,
    CLOSE
  }

  /** A sweep of one silent socket that throws at a step. */
  private final class FaultySweep extends BaseSweep {
    private final Step faulty;
    private boolean inUse;

    FaultySweep(Step faulty) {
      super(SweepFailureTest.this.loop, 1, SweepFailureTest.this::onEnd);
      this.faulty = faulty;
    }

    private void at(Step step) {
      if (step == faulty) {
        throw broken;
      }
    }

    @Override
    @Nullable SocketSlot slotFor(SweepProbe probe) {
      at(Step.OPEN);
      if (inUse) {
        return null;
      }
      inUse = true;
      return new Slot();
    }

    @Override
    int socketsInUse() {
      return inUse ? 1 : 0;
    }

    @Override
    void closeSockets() {
      at(Step.CLOSE);
      socketsClosed();
    }

    private final class Slot extends SocketSlot {
      @Override
      void dial(SweepProbe next) {
        startTimer(next);
        at(Step.DIAL);
      }

      @Override
      void expire() {
        at(Step.EXPIRE);
        SweepProbe expired = detach();
        inUse = false;
        socketFree();
        end(expired, SweepProbe.TIMED_OUT, false);
      }

      @Override
      void abandon() {
        inUse = false;
        socketFree();
        at(Step.ABANDON);
        detach();
      }
    }
  }

  private void onEnd(SweepProbe probe) {
    ended.add(probe);
    first.complete(probe);
  }

  private SweepProbe start(BaseSweep sweep, long timeoutNanos) throws Exception {
    SweepProbe probe = new SweepProbe();
    probe.prepare(InetAddress.getLoopbackAddress(), 9, timeoutNanos);
    assertThat(loop.submit(() -> sweep.start(probe)).get(30, TimeUnit.SECONDS)).isTrue();
    return probe;
  }

  private void assertFailed(SweepProbe probe) {
    assertThat(probe.outcome()).isEqualTo(SweepProbe.FAILED);
    assertThat(probe.isLocalFault()).isTrue();
    assertThat(probe.defect()).isSameAs(broken);
  }

  @ParameterizedTest
  @EnumSource(names = {"OPEN", "DIAL", "EXPIRE"})
  void stepThatThrows_endsItsProbe_andReleasesItsSocket(Step step) throws Exception {
    FaultySweep sweep = new FaultySweep(step);
    SweepProbe probe = start(sweep, 1);

    assertFailed(first.get(60, TimeUnit.SECONDS));

    start(sweep, 1); // accepted, since the socket is free
    sweep.close().get(60, TimeUnit.SECONDS);
    assertThat(probe.owner).isNull();
    assertThat(sweep.inFlight()).isZero();
    assertThat(ended).hasSize(2);
  }

  @Test
  void probeThatCannotBeAbandoned_isCancelled() throws Exception {
    FaultySweep sweep = new FaultySweep(Step.ABANDON);
    SweepProbe probe = start(sweep, AMPLE.toNanos());
    loop.execute(() -> sweep.cancel(probe));

    assertThat(first.get(60, TimeUnit.SECONDS).outcome()).isEqualTo(SweepProbe.CANCELLED);

    start(sweep, AMPLE.toNanos());
    sweep.close().get(60, TimeUnit.SECONDS);
    assertThat(sweep.isClosed()).isTrue();
    assertThat(ended).hasSize(2);
  }

  @Test
  void socketsThatCannotBeClosed_failTheClose() {
    assertThat(new FaultySweep(Step.CLOSE).close())
        .failsWithin(AMPLE)
        .withThrowableThat()
        .havingCause()
        .isSameAs(broken);
  }

  @Test
  void probeWithoutAddress_isRejectedByTheCall() throws Exception {
    FaultySweep sweep = new FaultySweep(Step.NONE);
    assertThat(loop.submit(() -> sweep.start(new SweepProbe())))
        .failsWithin(AMPLE)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(IllegalStateException.class);
    assertThat(loop.submit(sweep::inFlight).get(30, TimeUnit.SECONDS)).isZero();
  }

  @EnabledOnOs(OS.LINUX)
  @ParameterizedTest
  @MethodSource("nativeModes")
  void eventThatThrows_endsItsProbe_onLinux(IoMode mode) throws Exception {
    try (TcpPeer closed = TcpPeer.refusing();
        TcpPeer open = TcpPeer.silent();
        SweepRig rig = new SweepRig(mode, Transport.TCP, 1)) {
      set(rig.sweep, "refusals", null); // a refusal throws a NullPointerException
      List<TestProbe> probes =
          rig.run(
              List.of(
                  rig.probe(closed.address(), AMPLE),
                  rig.probe(closed.address(), AMPLE),
                  rig.probe(open.address(), AMPLE)));

      assertEndedBy(NullPointerException.class, probes.get(0));
      assertEndedBy(NullPointerException.class, probes.get(1));
      assertThat(probes.get(2).outcome()).isEqualTo(SweepProbe.OPEN);
    }
  }

  @Test
  void eventThatThrows_endsItsProbe_onNio() throws Exception {
    try (UdpPeer replying = UdpPeer.responding(request -> List.of(new byte[1]));
        UdpPeer closed = UdpPeer.refusing();
        SweepRig rig = new SweepRig(IoMode.NIO, Transport.UDP, 1)) {
      set(rig.sweep, "in", ByteBuffer.allocate(1).asReadOnlyBuffer());
      List<TestProbe> probes =
          rig.run(
              List.of(rig.probe(replying.address(), AMPLE), rig.probe(closed.address(), AMPLE)));

      assertThat(probes).allSatisfy(probe -> assertEndedBy(IllegalArgumentException.class, probe));
    }
  }

  private static void assertEndedBy(Class<? extends Throwable> type, TestProbe probe) {
    assertThat(probe.outcome()).isEqualTo(SweepProbe.FAILED);
    assertThat(probe.defect()).isInstanceOf(type);
    assertThat(probe.ends()).isOne();
  }

  /** Replaces a part of a sweep by one that does not work. */
  private static void set(Sweep sweep, String name, @Nullable Object value) throws Exception {
    Class<?> type = sweep.getClass();
    while (type != BaseSweep.class) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          field.set(sweep, value);
          return;
        }
      }
      type = type.getSuperclass();
    }
    throw new NoSuchFieldException(name);
  }
}

package io.portprobe.internal.probe;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.portprobe.internal.probe.DeadlineGate.StallClock;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeadlineGateTest {
  private final StallClock clock = new StallClock();
  private final long origin = System.nanoTime();

  private long at(long millis) {
    return origin + MILLISECONDS.toNanos(millis);
  }

  @Test
  void busyLoop_readsUntilTheDeadline() {
    clock.active(at(0));
    assertThat(clock.mayRead(at(50), at(49))).isTrue();
    assertThat(clock.mayRead(at(50), at(50))).isFalse();
  }

  @Test
  void longDecoding_isNoStall() {
    clock.active(at(0));
    assertThat(clock.mayRead(at(50), at(40))).isTrue();
    clock.active(at(900)); // when the decoder returns
    assertThat(clock.mayRead(at(50), at(901))).isFalse();
  }

  @Test
  void stalledLoop_readsWhatWaits_forAShortTime() {
    clock.active(at(0));
    assertThat(clock.mayRead(at(50), at(900))).isTrue();
    assertThat(clock.mayRead(at(60), at(950))).as("another channel").isTrue();
    assertThat(clock.mayRead(at(50), at(1_001))).isFalse();
  }

  @Test
  void dataAfterTheDeadline_isDropped_afterTheFirstMessage_andNoMoreIsRead() {
    AtomicInteger completed = new AtomicInteger();
    ChannelInboundHandlerAdapter reader =
        new ChannelInboundHandlerAdapter() {
          @Override
          public void channelReadComplete(ChannelHandlerContext ctx) {
            completed.incrementAndGet();
          }

          @Override
          public boolean isSharable() {
            return true;
          }
        };
    EmbeddedChannel open = new EmbeddedChannel(gate(true), reader);
    ByteBuf passed = Unpooled.buffer().writeInt(1);
    assertThat(open.writeInbound(passed)).isTrue();
    assertThat(completed).hasValue(1);
    passed.release();

    EmbeddedChannel late = new EmbeddedChannel(gate(false), reader);
    ByteBuf first = Unpooled.buffer().writeInt(1);
    assertThat(late.writeInbound(first)).as("it waited in the kernel").isTrue();
    assertThat(completed).hasValue(2);
    ByteBuf received = late.readInbound();
    assertThat(received).isSameAs(first);
    received.release();
    ByteBuf dropped = Unpooled.buffer().writeInt(1);
    assertThat(late.writeInbound(dropped)).isFalse();
    assertThat(dropped.refCnt()).isZero();
    assertThat(completed).as("no further read").hasValue(2);
    open.finish();
    late.finish();
  }

  private static DeadlineGate gate(boolean mayRead) {
    StallClock fixed =
        new StallClock() {
          @Override
          boolean mayRead(long deadline, long now) {
            return mayRead;
          }
        };
    return new DeadlineGate(0, () -> fixed);
  }
}

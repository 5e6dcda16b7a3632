package io.portprobe.internal.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetransmitterTest {
  /** Fails the next writes. */
  private static final class Failures extends ChannelOutboundHandlerAdapter {
    private int left;

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      if (left > 0) {
        left--;
        ReferenceCountUtil.release(message);
        promise.setFailure(new IOException("not written"));
      } else {
        ctx.write(message, promise);
      }
    }
  }

  private static final class Listener implements Retransmitter.Listener {
    private boolean sending = true;
    private final List<Throwable> errors = new ArrayList<>();

    @Override
    public boolean isSending() {
      return sending;
    }

    @Override
    public Object message(Channel channel, ByteBuffer datagram) {
      return StandardCharsets.US_ASCII.decode(datagram.duplicate()).toString();
    }

    @Override
    public void onNotWritten(Channel channel, Throwable error) {
      errors.add(error);
    }
  }

  private final Failures failures = new Failures();
  private final EmbeddedChannel channel = new EmbeddedChannel(failures);
  private final Listener listener = new Listener();
  private final Retransmitter retransmitter = new Retransmitter(channel.eventLoop(), listener);

  @BeforeEach
  void freezeTime() {
    channel.freezeTime();
  }

  @AfterEach
  void close() {
    channel.close();
  }

  private static ByteBuffer datagram(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static Throwable messageTooLong() {
    return new IOException("Message too long"); // as the JDK reports EMSGSIZE
  }

  private List<Object> written() {
    List<Object> all = new ArrayList<>();
    for (Object next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
      all.add(next);
    }
    return all;
  }

  private List<Object> writtenAfter(long millis) {
    channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    channel.runPendingTasks();
    return written();
  }

  @Test
  void send_repeatsAllDatagrams_afterHalfASecond_thenEverySecond() {
    retransmitter.send(channel, List.of(datagram("a"), datagram("b")));

    assertThat(written()).containsExactly("a", "b");
    assertThat(writtenAfter(499)).isEmpty();
    assertThat(writtenAfter(1)).containsExactly("a", "b");
    assertThat(writtenAfter(999)).isEmpty();
    assertThat(writtenAfter(1)).containsExactly("a", "b");
    assertThat(retransmitter.sent()).isEqualTo(6);
  }

  @Test
  void replace_sendsOneDatagramInTurn_afterTheGivenTime() {
    retransmitter.send(channel, List.of(datagram("a")));
    retransmitter.replace(channel, List.of(datagram("b"), datagram("c")), 700);

    assertThat(written()).containsExactly("a");
    assertThat(writtenAfter(699)).isEmpty();
    assertThat(writtenAfter(1)).containsExactly("b");
    assertThat(writtenAfter(1_000)).containsExactly("c");
    assertThat(writtenAfter(1_000)).containsExactly("b");
  }

  @Test
  void cancel_endsTheRetransmissions() {
    retransmitter.send(channel, List.of(datagram("a")));
    retransmitter.cancel();

    assertThat(written()).containsExactly("a");
    assertThat(writtenAfter(5_000)).isEmpty();
  }

  @Test
  void attemptThatSendsNoMore_hasNoRetransmissions() {
    retransmitter.send(channel, List.of(datagram("a")));
    listener.sending = false;

    assertThat(written()).containsExactly("a");
    assertThat(writtenAfter(500)).isEmpty();
    listener.sending = true;
    assertThat(writtenAfter(5_000)).isEmpty();
  }

  @Test
  void failedWrite_isReported_andCountsAsSent() {
    failures.left = 1;
    retransmitter.send(channel, List.of(datagram("a"), datagram("b")));

    assertThat(written()).containsExactly("b");
    assertThat(listener.errors).hasSize(1);
    assertThat(retransmitter.sent()).isEqualTo(2);
  }

  @Test
  void resendIfTooBig_sendsTheLastDatagramsAtOnce_aLimitedNumberOfTimes() {
    retransmitter.send(channel, List.of(datagram("a")));
    retransmitter.replace(channel, List.of(datagram("b"), datagram("c")), 500);
    assertThat(written()).containsExactly("a");
    assertThat(writtenAfter(500)).containsExactly("b");

    for (int i = 0; i < Retransmitter.MAX_RESENDS; i++) {
      assertThat(retransmitter.resendIfTooBig(channel, messageTooLong())).isTrue();
      assertThat(writtenAfter(0)).containsExactly("b");
    }
    assertThat(retransmitter.resendIfTooBig(channel, messageTooLong())).isFalse();
    assertThat(writtenAfter(0)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Connection refused", "No route to host", ""})
  void resendIfTooBig_otherError_sendsNothing(String message) {
    retransmitter.send(channel, List.of(datagram("a")));
    assertThat(written()).containsExactly("a");

    assertThat(retransmitter.resendIfTooBig(channel, new IOException(message))).isFalse();
    assertThat(writtenAfter(0)).isEmpty();
  }
}

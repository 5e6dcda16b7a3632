package io.portprobe.spi;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FrameDialogueTest {
  private static final Framing TWO_BYTES = Framing.lengthPrefix(2, 16);

  private final List<String> messages = new ArrayList<>();

  private record Context(Transport transport) implements DialogueContext {
    @Override
    public String host() {
      return "localhost";
    }

    @Override
    public InetSocketAddress peer() {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
    }

    @Override
    public Clock clock() {
      return Clock.systemUTC();
    }

    @Override
    public RandomGenerator random() {
      return new Random(1);
    }

    @Override
    public <T> T option(ProtocolOption<T> option) {
      return option.defaultValue();
    }
  }

  private FrameDialogue dialogue(Transport transport, Framing framing) {
    return new FrameDialogue(new Context(transport), framing) {
      @Override
      public Step start() {
        return request("hi".getBytes(US_ASCII));
      }

      @Override
      protected Step message(ByteBuffer message) {
        messages.add(US_ASCII.decode(message).toString());
        return messages.size() == 3 ? Step.mismatch("three") : Step.await();
      }
    };
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII)).asReadOnlyBuffer();
  }

  @Test
  void request_isADatagramOrAFrame() {
    assertThat(dialogue(Transport.UDP, TWO_BYTES).start()).isEqualTo(Step.send(bytes("hi")));
    assertThat(dialogue(Transport.TCP, TWO_BYTES).start()).isEqualTo(Step.send(bytes("\0\2hi")));
  }

  @Test
  void overUdp_eachDatagramIsAMessage_untilTheDialogueContinuesOverTcp() {
    FrameDialogue dialogue = dialogue(Transport.UDP, TWO_BYTES);
    assertThat(dialogue.received(bytes("datagram"))).isEqualTo(Step.await());
    assertThat(dialogue.connected()).isEqualTo(Step.send(bytes("\0\2hi")));
    assertThat(dialogue.received(bytes("\0\5frame"))).isEqualTo(Step.await());

    assertThat(messages).containsExactly("datagram", "frame");
  }

  @Test
  void frames_areTheSame_howeverTheStreamIsSplit() {
    String stream = "\0\3one\0\0\0\5three";
    for (int at = 0; at <= stream.length(); at++) {
      messages.clear();
      FrameDialogue dialogue = dialogue(Transport.TCP, TWO_BYTES);
      Step first = dialogue.received(bytes(stream.substring(0, at)));
      Step last = at == stream.length() ? first : dialogue.received(bytes(stream.substring(at)));

      assertThat(messages).as("split at " + at).containsExactly("one", "", "three");
      assertThat(last).isEqualTo(Step.mismatch("three"));
    }
  }

  @Test
  void lengthBeyondTheMaximum_isMismatchAtOnce() {
    assertThat(dialogue(Transport.TCP, TWO_BYTES).received(bytes("\0\21")))
        .isEqualTo(Step.mismatch("expected a frame, received other data"));
    Framing own = Framing.of(4, received -> received.get() - '0');
    assertThat(dialogue(Transport.TCP, own).received(bytes("5")))
        .isEqualTo(Step.mismatch("expected a frame of at most 4 bytes, received a longer one"));
    Framing undecided = Framing.of(4, received -> Framing.INCOMPLETE);
    assertThat(dialogue(Transport.TCP, undecided).received(bytes("12345")))
        .isEqualTo(Step.mismatch("expected a frame of at most 4 bytes, received a longer one"));
  }

  @Test
  void lengthPrefix_ofFourBytes_isUnsigned() {
    Framing four = Framing.lengthPrefix(4, 1 << 20);

    assertThat(four.length(bytes("\0\0\1"))).isEqualTo(Framing.INCOMPLETE);
    assertThat(four.length(bytes("\0\0\1\2"))).isEqualTo(4 + 258);
    byte[] huge = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff};
    assertThat(four.length(ByteBuffer.wrap(huge))).isEqualTo(Framing.INVALID);
    assertThatThrownBy(() -> Framing.lengthPrefix(1, 300).frame(new byte[256]))
        .hasMessage("message: 256 bytes (expected: a length of 1 bytes)");
  }

  @Test
  void lengthPrefix_numberOutOfRange_isRejected() {
    assertThatThrownBy(() -> Framing.lengthPrefix(5, 1)).hasMessage("bytes: 5 (expected: 1-4)");
    assertThatThrownBy(() -> Framing.lengthPrefix(4, 0))
        .hasMessage("maxMessage: 0 (expected: 1-2147483643)");
    assertThatThrownBy(() -> Framing.lengthPrefix(4, Integer.MAX_VALUE))
        .hasMessage("maxMessage: 2147483647 (expected: 1-2147483643)");
    assertThat(Framing.lengthPrefix(4, Integer.MAX_VALUE - 4).maxLength())
        .isEqualTo(Integer.MAX_VALUE);
  }
}

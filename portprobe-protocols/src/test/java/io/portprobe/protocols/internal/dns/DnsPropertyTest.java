package io.portprobe.protocols.internal.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.protocols.dns.Dns;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.FrameDialogue;
import io.portprobe.spi.Framing;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;

class DnsPropertyTest {
  @Provide
  Arbitrary<String> names() {
    Arbitrary<String> labels =
        Arbitraries.strings().withChars("abcxyzABC0189-_").ofMinLength(1).ofMaxLength(15);
    return labels.list().ofMinSize(1).ofMaxSize(12).map(list -> String.join(".", list) + ".");
  }

  /** dnsjava decodes the query that the options describe. */
  @Property(tries = 500)
  @Tag("slow")
  void query_isReadByDnsjava(
      @ForAll("names") String name,
      @ForAll @IntRange(min = 1, max = 65_279) int type,
      @ForAll boolean recursion,
      @ForAll boolean checkingDisabled,
      @ForAll boolean dnssec)
      throws IOException {
    DnsQuery question =
        DnsMessageWriter.question(
            DnsMessageWriter.context(Transport.UDP)
                .with(Dns.NAME, name)
                .with(Dns.TYPE, "TYPE" + type)
                .with(Dns.RECURSION, recursion)
                .with(Dns.CHECKING_DISABLED, checkingDisabled)
                .with(Dns.DNSSEC, dnssec));

    Message read = new Message(question.message());

    assertThat(read.getHeader().getID()).isEqualTo(question.id());
    assertThat(read.getQuestion().getName().toString()).isEqualToIgnoringCase(name);
    assertThat(read.getQuestion().getType()).isEqualTo(type);
    assertThat(read.getHeader().getFlag(Flags.RD)).isEqualTo(recursion);
    assertThat(read.getHeader().getFlag(Flags.CD)).isEqualTo(checkingDisabled);
    assertThat(read.getOPT().getPayloadSize()).isEqualTo(1232);
    assertThat((read.getOPT().getFlags() & 0x8000) != 0).isEqualTo(dnssec);
  }

  /** The messages of a stream do not depend on how it is split. */
  @Property(tries = 300)
  void stream_splitAnywhere_hasSameMessages(
      @ForAll List<byte[]> messages, @ForAll @IntRange(min = 1, max = 7) int piece) {
    List<byte[]> read = new ArrayList<>();
    Framing framing = Framing.lengthPrefix(2, 65_535);
    Dialogue stream =
        new FrameDialogue(TestDialogueContext.of(Transport.TCP, 53), framing) {
          @Override
          public Step start() {
            return Step.await();
          }

          @Override
          protected Step message(ByteBuffer message) {
            byte[] bytes = new byte[message.remaining()];
            message.get(bytes);
            read.add(bytes);
            return Step.await();
          }
        };
    for (byte[] message : messages) {
      ByteBuffer framed = ByteBuffer.wrap(framing.frame(message));
      while (framed.hasRemaining()) {
        int length = Math.min(piece, framed.remaining());
        assertThat(stream.received(framed.slice(framed.position(), length)))
            .isEqualTo(Step.await());
        framed.position(framed.position() + length);
      }
    }

    assertThat(read).containsExactlyElementsOf(messages);
  }
}

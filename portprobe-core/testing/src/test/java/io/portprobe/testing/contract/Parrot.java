package io.portprobe.testing.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/** A protocol that sends the value of its option. */
record Parrot() implements Protocol {
  private static final ProtocolOption<String> WORD = ProtocolOption.of("parrot.word", "none");

  /** What the protocol of these tests finds: what the peer sent back. */
  public record Echo(String word, int length) implements Finding {
    @Override
    public List<String> lines() {
      return List.of("word: " + word, "length: " + length);
    }
  }

  @Override
  public String name() {
    return "parrot";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tcp(7), Binding.udp(7));
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(WORD);
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new Dialogue() {
      @Override
      public Step start() {
        return Step.send(context.option(WORD).getBytes(US_ASCII));
      }

      @Override
      public Step received(ByteBuffer bytes) {
        String word = US_ASCII.decode(bytes).toString();
        return Step.finish(new Echo(word, word.length()));
      }
    };
  }
}

package io.portprobe.examples.quickstart;

// README: plugin
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/** Queries the version of a memcached server. */
public final class Memcached implements Protocol {
  public record Version(List<String> lines) implements Finding {}

  @Override
  public String name() {
    return "memcached";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tcp(11211));
  }

  @Override
  public Dialogue open(DialogueContext context) {
    StringBuilder reply = new StringBuilder();
    return new Dialogue() {
      @Override
      public Step start() {
        return Step.send("version\r\n".getBytes(US_ASCII));
      }

      @Override
      public Step received(ByteBuffer bytes) {
        reply.append(US_ASCII.decode(bytes));
        if (reply.indexOf("\n") < 0 && reply.length() < 100) {
          return Step.await();
        }
        return reply.toString().matches("VERSION [ -~]+\r\n")
            ? Step.finish(new Version(List.of(reply.toString().strip())))
            : Step.mismatch("expected a line with VERSION, got " + reply.length() + " other bytes");
      }
    };
  }
}
// end

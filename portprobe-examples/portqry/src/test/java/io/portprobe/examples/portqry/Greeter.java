package io.portprobe.examples.portqry;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** A plug-in that is no part of the command: it reads what the server sends first. */
public final class Greeter implements Protocol {
  @Override
  public String name() {
    return "greeter";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tcp(7));
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new Listening();
  }

  private static final class Listening implements Dialogue {
    @Override
    public Step start() {
      return Step.await();
    }

    @Override
    public Step received(ByteBuffer bytes) {
      String greeting = StandardCharsets.US_ASCII.decode(bytes).toString().strip();
      return Step.finish(new Greeting(greeting));
    }

    @Override
    public Step closed() {
      return Step.mismatch("no greeting");
    }
  }

  /** What the server said. */
  public record Greeting(String text) implements Finding {
    @Override
    public List<String> lines() {
      return List.of("greeting: " + text);
    }
  }
}

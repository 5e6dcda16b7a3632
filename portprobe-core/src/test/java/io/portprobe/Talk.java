package io.portprobe;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Small protocols for tests of the engine. */
public final class Talk {
  /** The finding of a test protocol. */
  public record Heard(String words, Optional<TlsInfo> tls) implements Finding {
    @Override
    public List<String> lines() {
      return List.of("heard: " + words);
    }
  }

  private Talk() {}

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }

  public static Protocol protocol(
      String name, Binding home, Function<DialogueContext, Dialogue> opening) {
    return protocol(name, Set.of(home), opening);
  }

  public static Protocol protocol(
      String name, Set<Binding> bindings, Function<DialogueContext, Dialogue> opening) {
    return new Protocol() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Set<Binding> bindings() {
        return bindings;
      }

      @Override
      public Dialogue open(DialogueContext context) {
        return opening.apply(context);
      }
    };
  }

  /** Sends {@code ping}, and receives until a line ends. */
  public static class Pinging implements Dialogue {
    private final StringBuilder heard = new StringBuilder();
    private Optional<TlsInfo> tls = Optional.empty();

    @Override
    public Step start() {
      return Step.send(bytes("ping\n"));
    }

    @Override
    public Step secured(TlsInfo facts) {
      tls = Optional.of(facts);
      return start();
    }

    @Override
    public Step received(ByteBuffer bytes) {
      int searched = heard.length(); // a flood is not searched again for each part of it
      heard.append(text(bytes));
      if (searched < 2 && heard.indexOf("no") == 0) {
        return Step.mismatch("expected a pong, got a no");
      }
      return heard.indexOf("\n", searched) < 0
          ? Step.await()
          : Step.finish(new Heard(heard.toString().strip(), tls));
    }

    @Override
    public Step closed() {
      return Step.await();
    }

    @Override
    public Optional<Finding> partial() {
      return heard.isEmpty() ? Optional.empty() : Optional.of(new Heard("partly " + heard, tls));
    }
  }
}

package io.portprobe.examples.custom;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.LineDialogue;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The protocol of Redis (RESP): sends PING, unless the server rejects the connection first. */
public final class Redis implements Protocol {
  /** Creates the plug-in, for {@link java.util.ServiceLoader}. */
  public Redis() {}

  @Override
  public String name() {
    return "redis";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tcp(6379));
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new PingDialogue();
  }

  /**
   * The first line from a Redis server.
   *
   * @param line {@code "+PONG"}, or an error such as {@code "-NOAUTH ..."}
   */
  public record Reply(String line) implements Finding {
    /**
     * Returns whether the server accepts commands without authentication.
     *
     * @return false if it replied with an error, for example because it requires a password
     */
    public boolean isOpen() {
      return line.equals("+PONG");
    }

    @Override
    public List<String> lines() {
      return List.of("Redis replies with " + line);
    }
  }

  private static final class PingDialogue extends LineDialogue {
    private static final byte[] PING = "*1\r\n$4\r\nPING\r\n".getBytes(US_ASCII);
    // POP3 servers reply "-ERR" too, so the text of this one has to be Redis's.
    private static final Pattern REPLY =
        Pattern.compile("[+]PONG|-(?!ERR )[A-Z]+ [ -~]*|-ERR (operation|max number) [ -~]*");

    PingDialogue() {
      super(2048, US_ASCII);
    }

    @Override
    public Step start() {
      return Step.await(Duration.ofMillis(200));
    }

    @Override
    protected Step onSilence() {
      return Step.send(PING);
    }

    @Override
    protected Step line(String line) {
      return REPLY.matcher(line).matches()
          ? Step.finish(new Reply(line))
          : Step.mismatch("the line is neither PONG nor a Redis error");
    }
  }
}

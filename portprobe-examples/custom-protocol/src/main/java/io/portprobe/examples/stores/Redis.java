package io.portprobe.examples.stores;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.regex.Pattern;

/** The protocol of Redis (RESP): sends PING and reads the first line of the reply. */
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
    return new Ping();
  }

  private static final class Ping implements Dialogue {
    private static final byte[] PING = "*1\r\n$4\r\nPING\r\n".getBytes(US_ASCII);
    // POP3 servers reply "-ERR" too, so that the text of this one has to be Redis's
    private static final Pattern REPLY =
        Pattern.compile("[+]PONG|-(?!ERR )[A-Z]+ [ -~]*|-ERR (operation|max number) [ -~]*");
    private static final int MAX_REPLY = 2048;

    private final StringBuilder reply = new StringBuilder();

    @Override
    public Step start() {
      return Step.send(PING);
    }

    @Override
    public Step received(ByteBuffer bytes) {
      while (bytes.hasRemaining() && reply.length() < MAX_REPLY) {
        reply.append((char) (bytes.get() & 0xff));
      }
      int end = reply.indexOf("\r\n");
      if (end < 0) {
        return reply.length() < MAX_REPLY
            ? Step.await()
            : Step.mismatch("the first line is too long");
      }
      String line = reply.substring(0, end);
      return REPLY.matcher(line).matches()
          ? Step.finish(new RedisPing(line))
          : Step.mismatch("the reply is neither PONG nor a Redis error");
    }

    @Override
    public Step closed() {
      return Step.mismatch("the stream ended in the first line");
    }
  }
}

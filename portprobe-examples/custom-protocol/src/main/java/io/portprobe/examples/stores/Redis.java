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

/** Speaks the protocol of Redis (RESP): sends PING and reads the line that comes back. */
public final class Redis implements Protocol {
  /** Makes the plug-in; {@link java.util.ServiceLoader} does. */
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
    private static final Pattern REPLY = Pattern.compile("[+]PONG|-[A-Z]+ [ -~]*");
    private static final int LONGEST_REPLY = 2048;

    private final StringBuilder reply = new StringBuilder();

    @Override
    public Step start() {
      return Step.send(PING);
    }

    @Override
    public Step received(ByteBuffer bytes) {
      while (bytes.hasRemaining() && reply.length() < LONGEST_REPLY) {
        reply.append((char) (bytes.get() & 0xff));
      }
      int end = reply.indexOf("\r\n");
      if (end < 0) {
        return reply.length() < LONGEST_REPLY ? Step.await() : Step.mismatch("an endless line");
      }
      String line = reply.substring(0, end);
      return REPLY.matcher(line).matches()
          ? Step.finish(new RedisPing(line))
          : Step.mismatch("neither PONG nor an error of Redis");
    }

    @Override
    public Step closed() {
      return Step.mismatch("the stream ended inside the first line");
    }
  }
}

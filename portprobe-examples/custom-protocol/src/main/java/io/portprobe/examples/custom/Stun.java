package io.portprobe.examples.custom;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portprobe.Transport;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.FrameDialogue;
import io.portprobe.spi.Framing;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/** STUN (RFC 8489): sends a Binding request and reads the software from the response. */
public final class Stun implements Protocol {
  /** Creates the plug-in, for {@link java.util.ServiceLoader}. */
  public Stun() {}

  @Override
  public String name() {
    return "stun";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.udp(3478), Binding.tcp(3478));
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new StunDialogue(context);
  }

  /**
   * A STUN server.
   *
   * @param software the SOFTWARE attribute, empty if the server does not send it
   */
  public record Server(String software) implements Finding {
    @Override
    public List<String> lines() {
      return List.of("STUN server: " + (software.isEmpty() ? "unknown software" : software));
    }
  }

  private static final class StunDialogue extends FrameDialogue {
    private static final int HEADER = 20;
    private static final int COOKIE = 0x2112a442;
    private static final int SUCCESS = 0x0101;
    private static final int SOFTWARE = 0x8022;

    private final byte[] request;

    StunDialogue(DialogueContext context) {
      super(context, Framing.of(2048, StunDialogue::frameLength));
      byte[] id = new byte[12];
      context.random().nextBytes(id);
      request =
          ByteBuffer.allocate(HEADER)
              .putShort((short) 1)
              .putShort((short) 0)
              .putInt(COOKIE)
              .put(id)
              .array();
    }

    private static int frameLength(ByteBuffer received) {
      if (received.remaining() < 4) {
        return Framing.INCOMPLETE;
      }
      return received.getShort() == SUCCESS
          ? HEADER + (received.getShort() & 0xffff)
          : Framing.INVALID;
    }

    @Override
    public Step start() {
      return request(request);
    }

    @Override
    protected Step message(ByteBuffer message) {
      if (!isResponse(message)) {
        String why = "the message does not match the request";
        return transport() == Transport.UDP ? Step.await(why) : Step.mismatch(why);
      }
      return Step.finish(new Server(software(message.position(HEADER))));
    }

    private boolean isResponse(ByteBuffer message) {
      return message.remaining() >= HEADER
          && frameLength(message.duplicate()) == message.remaining()
          && message.slice(4, 16).equals(ByteBuffer.wrap(request, 4, 16)); // cookie and id
    }

    private static String software(ByteBuffer attributes) {
      while (attributes.remaining() >= 4) {
        int type = attributes.getShort() & 0xffff;
        int length = attributes.getShort() & 0xffff;
        if (length > attributes.remaining()) {
          break;
        }
        int start = attributes.position();
        if (type == SOFTWARE) {
          return SafeText.line(UTF_8.decode(attributes.slice(start, length)).toString(), 200);
        }
        int padded = (length + 3) & ~3;
        attributes.position(Math.min(start + padded, attributes.limit()));
      }
      return "";
    }
  }
}

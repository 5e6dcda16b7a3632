package io.portprobe.testing.protocol;

import io.portprobe.Transport;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A protocol to try the contract on. A request is a question (1 or 2) and an id; its answer is a
 * length, the id and the question in two bytes each, and a text. It sends both questions.
 */
public final class SampleProtocol implements Protocol {
  static final int HEADER = 6;
  private static final int MAX_LENGTH = 100;

  private final Function<DialogueContext, Dialogue> dialogues;

  public SampleProtocol(Function<DialogueContext, Dialogue> dialogues) {
    this.dialogues = dialogues;
  }

  @Override
  public String name() {
    return "sample";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tcp(4711), Binding.tls(4712), Binding.udp(4711));
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return dialogues.apply(context);
  }

  /** What a good server answers. */
  public static List<ByteBuffer> response(ByteBuffer sent) {
    short question = sent.getShort();
    short id = sent.getShort();
    byte[] text = ("answer " + question).getBytes(StandardCharsets.US_ASCII);
    ByteBuffer answer = ByteBuffer.allocate(HEADER + text.length);
    answer.putShort((short) (4 + text.length)).putShort(id).putShort(question).put(text).flip();
    return List.of(answer);
  }

  /** What it finds. */
  public record Sample(List<String> lines) implements Finding {}

  /** How it talks; flawed ones extend it. */
  public static class SampleDialogue implements Dialogue {
    final DialogueContext context;
    final short id;
    final List<String> texts = new ArrayList<>();
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

    public SampleDialogue(DialogueContext context) {
      this.context = context;
      this.id = (short) context.random().nextInt();
    }

    Step sendRequest() {
      ByteBuffer request = ByteBuffer.allocate(4);
      request.putShort((short) (texts.size() + 1)).putShort(id).flip();
      return Step.send(request);
    }

    @Override
    public Step start() {
      return sendRequest();
    }

    boolean onStream() {
      return context.transport() == Transport.TCP;
    }

    @Override
    public Step received(ByteBuffer bytes) {
      if (!onStream()) {
        pending.reset();
      }
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      pending.writeBytes(copy);
      return read(ByteBuffer.wrap(pending.toByteArray()));
    }

    private Step read(ByteBuffer in) {
      if (in.remaining() < HEADER) {
        return Step.await();
      }
      int length = Short.toUnsignedInt(in.getShort());
      if (length < 4 || length > MAX_LENGTH) {
        String why = "length: " + length + " (expected: 4-" + MAX_LENGTH + ")";
        return onStream() ? Step.mismatch(why) : Step.await(why);
      }
      if (in.remaining() < length) {
        return Step.await();
      }
      short answered = in.getShort();
      short question = in.getShort();
      if (answered != id || question != texts.size() + 1) {
        return onForeignResponse();
      }
      byte[] text = new byte[length - 4];
      in.get(text);
      pending.reset();
      return onText(new String(text, StandardCharsets.ISO_8859_1));
    }

    Step onForeignResponse() {
      return onStream() ? Step.mismatch("an answer to another question") : Step.await();
    }

    Step onText(String text) {
      texts.add(text.replaceAll("\\p{IsControl}", "."));
      return texts.size() < 2 ? sendRequest() : finish();
    }

    Step finish() {
      return Step.finish(new Sample(List.copyOf(texts)));
    }

    @Override
    public Step closed() {
      return Step.mismatch("the stream ended early");
    }

    @Override
    public Optional<Finding> partial() {
      return texts.isEmpty() ? Optional.empty() : Optional.of(new Sample(List.copyOf(texts)));
    }
  }
}

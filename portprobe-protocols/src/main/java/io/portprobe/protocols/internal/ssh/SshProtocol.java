package io.portprobe.protocols.internal.ssh;

import io.portprobe.protocols.ssh.Ssh;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ForeignReaction;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.spi.ServiceFacts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The protocol {@code "ssh"}; {@link Ssh} describes it. Thread-safe. */
public final class SshProtocol implements Protocol {
  private static final int PORT = 22;
  private static final String PREFIX = "SSH-";
  private static final int RARITY = 1;

  /** Creates the protocol. */
  public SshProtocol() {}

  @Override
  public String name() {
    return "ssh";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tcp(PORT));
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(Ssh.ALGORITHMS);
  }

  /**
   * Recognises an identification line. Other lines may precede it (RFC 4253 section 4.2), if it is
   * complete, but not an HTTP response that quotes one.
   */
  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    byte[] start = new byte[Math.min(received.remaining(), Identification.MAX_LENGTH)];
    received.duplicate().get(start);
    String text = new String(start, StandardCharsets.ISO_8859_1);
    int from = 0;
    if (!text.startsWith(PREFIX)) {
      from = text.indexOf('\n' + PREFIX) + 1;
      if (from == 0 || text.indexOf('\n', from) < 0 || text.startsWith("HTTP/")) {
        return Optional.empty();
      }
    }
    int end = text.indexOf('\n', from);
    return Identification.parse(text.substring(from, end < 0 ? text.length() : end))
        .map(Identification::facts);
  }

  @Override
  public int rarity() {
    return RARITY;
  }

  @Override
  public ForeignReaction foreignReaction() {
    return ForeignReaction.GREETS;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new SshDialogue(context, context.option(Ssh.ALGORITHMS));
  }
}

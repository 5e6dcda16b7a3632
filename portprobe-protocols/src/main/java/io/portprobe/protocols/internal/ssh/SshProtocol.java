package io.portprobe.protocols.internal.ssh;

import io.portprobe.protocols.ssh.Ssh;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
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

  /** Recognises an identification line at the start of the stream. */
  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    byte[] start = new byte[Math.min(received.remaining(), Identification.MAX_LENGTH)];
    received.duplicate().get(start);
    String text = new String(start, StandardCharsets.ISO_8859_1);
    int end = text.indexOf('\n');
    return Identification.parse(end < 0 ? text : text.substring(0, end)).map(Identification::facts);
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new SshDialogue(context, context.option(Ssh.ALGORITHMS));
  }
}

package io.portprobe.protocols.internal.tftp;

import io.portprobe.protocols.tftp.Tftp;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The protocol {@code "tftp"}; {@link Tftp} describes it. Thread-safe. */
public final class TftpProtocol implements Protocol {
  private static final int PORT = 69;

  /** Creates the protocol. */
  public TftpProtocol() {}

  @Override
  public String name() {
    return "tftp";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.udp(PORT).withRepliesFromAnyPort());
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(Tftp.FILE_NAME);
  }

  @Override
  public int rarity() {
    return 3;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    String name = context.option(Tftp.FILE_NAME);
    String random = String.format(Locale.ROOT, "portprobe-%08x", context.random().nextInt());
    return new TftpDialogue(name.isEmpty() ? random : name);
  }
}

package io.portprobe.protocols.internal.greeting;

import io.portprobe.protocols.greeting.Ftp;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ForeignReaction;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.spi.ServiceFacts;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The protocol {@code "ftp"}; {@link Ftp} describes it. Thread-safe. */
public final class FtpProtocol implements Protocol {
  /** Creates the protocol. */
  public FtpProtocol() {}

  @Override
  public String name() {
    return "ftp";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tcp(21), Binding.tls(990));
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(Ftp.START_TLS, Ftp.ANONYMOUS);
  }

  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    return GreetingPatterns.FTP.recognise(received);
  }

  @Override
  public int rarity() {
    return 1;
  }

  @Override
  public ForeignReaction foreignReaction() {
    return ForeignReaction.GREETS;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new FtpDialogue(context);
  }
}

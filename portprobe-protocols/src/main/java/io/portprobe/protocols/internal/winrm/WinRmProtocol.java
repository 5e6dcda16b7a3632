package io.portprobe.protocols.internal.winrm;

import io.portprobe.protocols.winrm.WinRmResult;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ServiceFacts;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/** The protocol {@code "winrm"}; {@link WinRmResult} describes it. Thread-safe. */
public final class WinRmProtocol implements Protocol {
  private static final int HTTP = 5985;
  private static final int HTTPS = 5986;

  /** Creates the protocol. */
  public WinRmProtocol() {}

  @Override
  public String name() {
    return "winrm";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tcp(HTTP), Binding.tls(HTTPS));
  }

  /** Recognises the realm of WS-Management with status 401, and an Identify response. */
  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    return received.remaining() > HttpReply.MAX
        ? Optional.empty()
        : HttpReply.decode(received)
            .flatMap(DefaultWinRmResult::ofUnmistakable)
            .map(DefaultWinRmResult::facts);
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new WinRmDialogue(context);
  }
}

package io.portprobe.protocols.internal.dns;

import io.portprobe.protocols.dns.Dns;
import io.portprobe.protocols.internal.reaction.LengthFirst;
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

/**
 * The protocol {@code "dns"}: the Domain Name System (RFC 1034, RFC 1035). {@link Dns} documents
 * what it sends and its options. Stateless.
 */
public final class DnsProtocol implements Protocol {
  /** Servers close the connection after an empty message (RFC 1035 section 4.2.2). */
  private static final LengthFirst TCP_LENGTH =
      new LengthFirst(2, 1, 0xffff, 0xffff, ForeignReaction.VARIES);

  private static final int PORT = 53;
  private static final int TLS_PORT = 853;

  /** Creates the protocol, for {@link java.util.ServiceLoader}. */
  public DnsProtocol() {}

  @Override
  public String name() {
    return "dns";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.udp(PORT), Binding.tcp(PORT), Binding.tls(TLS_PORT));
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(
        Dns.NAME,
        Dns.TYPE,
        Dns.CLASS,
        Dns.RECURSION,
        Dns.DNSSEC,
        Dns.CHECKING_DISABLED,
        Dns.IDENTITY,
        Dns.IGNORE_TRUNCATION);
  }

  @Override
  public int rarity() {
    return 3;
  }

  @Override
  public ForeignReaction foreignReaction(ByteBuffer request) {
    return TCP_LENGTH.reaction(request);
  }

  /** Recognises a complete response, for example FORMERR to the request of another protocol. */
  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    return ResponseRecognition.matches(received)
        ? Optional.of(ServiceFacts.of("dns"))
        : Optional.empty();
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new DnsDialogue(context);
  }
}

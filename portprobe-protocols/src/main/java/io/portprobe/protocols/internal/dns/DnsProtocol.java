package io.portprobe.protocols.internal.dns;

import io.portprobe.protocols.dns.Dns;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ForeignReaction;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import java.util.List;
import java.util.Set;

/**
 * The protocol {@code "dns"}: the Domain Name System (RFC 1034, RFC 1035). {@link Dns} documents
 * what it sends and its options. Stateless.
 */
public final class DnsProtocol implements Protocol {
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
  public ForeignReaction foreignReaction() {
    return ForeignReaction.WAITS;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new DnsDialogue(context);
  }
}

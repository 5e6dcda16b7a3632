package io.portprobe.protocols.dns;

import io.portprobe.Transport;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import java.util.Set;

/**
 * The Domain Name System (RFC 1034, RFC 1035), as {@code "dns"} at home on udp/53 and tcp/53.
 *
 * <p>It sends one question, by default for the name servers of the root, which every name server
 * has an answer to, if only a refusal. Name, type and class are set by the options of {@link Dns}.
 * Recursion is asked for, and by EDNS(0) (RFC 6891) the server's identifier (RFC 5001) and UDP
 * messages of up to 1232 bytes. The question has a random id, and letters of random case in its
 * name.
 *
 * <p>Any response with this id and question is a {@link DnsAnswer}, whatever its response code; an
 * error may leave the question out. Other datagrams are passed over, other streams are no DNS. An
 * answer that is truncated over UDP is reported as such.
 */
public final class DnsProtocol implements Protocol {
  private static final int PORT = 53;

  /** Makes the protocol; it has no state. */
  public DnsProtocol() {}

  @Override
  public String name() {
    return "dns";
  }

  @Override
  public Set<Binding> home() {
    return Set.of(Binding.udp(PORT), Binding.tcp(PORT));
  }

  /**
   * Begins a conversation.
   *
   * @throws IllegalArgumentException if an option of {@link Dns} does not hold what it should
   */
  @Override
  public Dialogue open(DialogueContext context) {
    DnsQuestion question = DnsQuestion.of(context);
    return context.transport() == Transport.UDP
        ? new UdpDnsDialogue(question)
        : new TcpDnsDialogue(question);
  }
}

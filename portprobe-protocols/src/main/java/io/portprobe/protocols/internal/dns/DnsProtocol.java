package io.portprobe.protocols.internal.dns;

import io.portprobe.protocols.dns.Dns;
import io.portprobe.protocols.dns.DnsAnswer;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import java.util.Set;

/**
 * The Domain Name System (RFC 1034, RFC 1035), as {@code "dns"} at home on udp/53, tcp/53 and, over
 * TLS (RFC 7858), tcp/853.
 *
 * <p>It sends one question, by default for the name servers of the root, which every name server
 * has an answer to, if only a refusal. What is asked and how is set by the options of {@link Dns}.
 * By EDNS(0) (RFC 6891) it asks for the server's identifier (RFC 5001) and for UDP messages of up
 * to 1232 bytes. The question has a random id, and letters of random case in its name; the source
 * port is the operating system's choice, random too, unless the caller sets it.
 *
 * <p>Any response with this id and question is a {@link DnsAnswer}, whatever its response code; an
 * error may leave the question out. Other datagrams are passed over, other streams are no DNS. A
 * server that answers FORMERR or NOTIMP to EDNS is asked again without it. An answer that is
 * truncated over UDP is asked for again over TCP, at the same port and within the same deadline; if
 * it is not to be had there, the truncated one is the finding.
 */
public final class DnsProtocol implements Protocol {
  private static final int PORT = 53;
  private static final int TLS_PORT = 853;

  /** Makes the protocol; it has no state. */
  public DnsProtocol() {}

  @Override
  public String name() {
    return "dns";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.udp(PORT), Binding.tcp(PORT), Binding.tls(TLS_PORT));
  }

  /**
   * Begins a conversation.
   *
   * @throws IllegalArgumentException if an option of {@link Dns} does not hold what it should
   */
  @Override
  public Dialogue open(DialogueContext context) {
    return new DnsDialogue(context);
  }
}

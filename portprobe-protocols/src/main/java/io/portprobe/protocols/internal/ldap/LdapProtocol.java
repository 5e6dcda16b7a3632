package io.portprobe.protocols.internal.ldap;

import io.portprobe.protocols.ldap.Ldap;
import io.portprobe.protocols.ldap.RootDse;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import java.util.Set;

/**
 * LDAP ({@code "ldap"}): reads the rootDSE of a directory (RFC 4512 section 5.1), which servers
 * show to anyone, and finishes with a {@link RootDse}.
 *
 * <p>It sends one base-scope search with an empty base, the filter {@code (objectClass=*)} and the
 * attributes {@code *} and {@code +} (RFC 3673), over UDP as Active Directory's connectionless LDAP
 * (MS-ADTS 3.1.1.3.1.11), and before it StartTLS if {@link Ldap#START_TLS} is set. Of a domain
 * controller of Active Directory it then asks the netlogon ping (MS-ADTS 6.3.3), over UDP, TCP and
 * TLS alike, unless {@link Ldap#NETLOGON} says otherwise. It never binds, follows no referral and
 * changes nothing.
 *
 * <p>At home on tcp/389 and tcp/3268 (global catalogue), tcp/636 and tcp/3269 over TLS, and
 * udp/389.
 */
public final class LdapProtocol implements Protocol {
  private static final Set<Binding> HOME =
      Set.of(
          Binding.tcp(389),
          Binding.tcp(3268),
          Binding.tls(636),
          Binding.tls(3269),
          Binding.udp(389));

  /** For {@link java.util.ServiceLoader}. */
  public LdapProtocol() {}

  @Override
  public String name() {
    return "ldap";
  }

  @Override
  public Set<Binding> bindings() {
    return HOME;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new LdapDialogue(context);
  }
}

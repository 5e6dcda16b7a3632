package io.portprobe.protocols.internal.ldap;

import io.portprobe.protocols.internal.reaction.BerElements;
import io.portprobe.protocols.ldap.Ldap;
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
 * The protocol {@code "ldap"}: reads the rootDSE of a directory server. {@link Ldap} documents what
 * it sends and its options. Stateless.
 */
public final class LdapProtocol implements Protocol {
  private static final Set<Binding> BINDINGS =
      Set.of(
          Binding.tcp(389),
          Binding.tcp(3268),
          Binding.tls(636),
          Binding.tls(3269),
          Binding.udp(389));

  /** Creates the protocol, for {@link java.util.ServiceLoader}. */
  public LdapProtocol() {}

  @Override
  public String name() {
    return "ldap";
  }

  @Override
  public Set<Binding> bindings() {
    return BINDINGS;
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(
        Ldap.BASE,
        Ldap.START_TLS,
        Ldap.NETLOGON,
        Ldap.NETLOGON_DOMAIN,
        Ldap.NETLOGON_HOST,
        Ldap.NETLOGON_VERSION);
  }

  @Override
  public int rarity() {
    return 3;
  }

  /** Recognises the start of a message that only servers send. */
  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    return ServerMessage.startsWith(received)
        ? Optional.of(ServiceFacts.of("ldap"))
        : Optional.empty();
  }

  @Override
  public ForeignReaction foreignReaction(ByteBuffer request) {
    return BerElements.reaction(request);
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new LdapDialogue(context);
  }
}

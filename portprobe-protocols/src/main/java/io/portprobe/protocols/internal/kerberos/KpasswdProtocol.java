package io.portprobe.protocols.internal.kerberos;

import com.unboundid.asn1.ASN1Exception;
import io.portprobe.protocols.kerberos.Kerberos;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ForeignReaction;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ServiceFacts;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/** The protocol {@code "kpasswd"}; {@link Kerberos} describes it. Thread-safe. */
public final class KpasswdProtocol implements Protocol {
  private static final int PORT = 464;
  private static final int LENGTH_PREFIX = 4;

  /** Creates the protocol. */
  public KpasswdProtocol() {}

  @Override
  public String name() {
    return "kpasswd";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.udp(PORT), Binding.tcp(PORT));
  }

  @Override
  public int rarity() {
    return 7;
  }

  @Override
  public ForeignReaction foreignReaction(ByteBuffer request) {
    return KerberosProtocol.TCP_LENGTH.reaction(request);
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new KpasswdDialogue(context);
  }

  /** Recognises a reply that contains a KRB-ERROR, as a server sends to a foreign request. */
  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    ByteBuffer bytes = received.slice();
    if (bytes.remaining() > LENGTH_PREFIX && bytes.getInt(0) == bytes.remaining() - LENGTH_PREFIX) {
      bytes.position(LENGTH_PREFIX);
    }
    if (bytes.remaining() > KpasswdDialogue.MAX_MESSAGE) {
      return Optional.empty();
    }
    byte[] message = new byte[bytes.remaining()];
    bytes.get(message);
    try {
      KpasswdDialogue.errorIn(message);
      return Optional.of(ServiceFacts.of("kpasswd"));
    } catch (ASN1Exception noReply) {
      return Optional.empty();
    }
  }
}

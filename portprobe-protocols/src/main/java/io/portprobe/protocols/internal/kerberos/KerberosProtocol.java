package io.portprobe.protocols.internal.kerberos;

import com.unboundid.asn1.ASN1Exception;
import io.portprobe.protocols.internal.reaction.LengthFirst;
import io.portprobe.protocols.kerberos.Kerberos;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ForeignReaction;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.spi.ServiceFacts;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The protocol {@code "kerberos"}; {@link Kerberos} describes it. Thread-safe. */
public final class KerberosProtocol implements Protocol {
  private static final int PORT = 88;
  private static final String NO_REALM = "PORTPROBE.INVALID";
  private static final int LENGTH_PREFIX = 4;

  /** MIT Kerberos reads up to 1 MiB, Samba up to 256 MiB (RFC 4120 section 7.2.2). */
  static final LengthFirst TCP_LENGTH = LengthFirst.ofFourBytes(1, 1 << 20, (1 << 28) - 1);

  /** Creates the protocol. */
  public KerberosProtocol() {}

  @Override
  public String name() {
    return "kerberos";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.udp(PORT), Binding.tcp(PORT));
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(Kerberos.REALM, Kerberos.PRINCIPAL);
  }

  @Override
  public int rarity() {
    return 3;
  }

  /** A server of MIT responds to too large a length, so that identification recognises it. */
  @Override
  public ForeignReaction foreignReaction(ByteBuffer request) {
    return TCP_LENGTH.reaction(request);
  }

  @Override
  public Dialogue open(DialogueContext context) {
    String realm = context.option(Kerberos.REALM);
    String principal = context.option(Kerberos.PRINCIPAL);
    return new KerberosDialogue(
        context,
        realm.isEmpty() ? realmOf(context.host()) : realm,
        principal.isEmpty()
            ? String.format(Locale.ROOT, "portprobe-%08x", context.random().nextInt())
            : principal);
  }

  /** Returns the domain of a host name in upper case. */
  static String realmOf(String host) {
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    int dot = name.indexOf('.');
    boolean address = name.indexOf(':') >= 0 || name.matches("[0-9.]*");
    return address || dot < 0 || dot == name.length() - 1
        ? NO_REALM
        : name.substring(dot + 1).toUpperCase(Locale.ROOT);
  }

  /** Recognises a KRB-ERROR or an AS-REP, with or without the length that precedes it over TCP. */
  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    ByteBuffer bytes = received.slice();
    if (bytes.remaining() > LENGTH_PREFIX && bytes.getInt(0) == bytes.remaining() - LENGTH_PREFIX) {
      bytes.position(LENGTH_PREFIX);
    }
    if (bytes.remaining() > KerberosDialogue.MAX_MESSAGE) {
      return Optional.empty();
    }
    byte[] message = new byte[bytes.remaining()];
    bytes.get(message);
    try {
      return switch (message[0]) {
        case KrbError.APPLICATION -> Optional.of(facts(KrbError.decode(message)));
        case AsReply.APPLICATION ->
            AsReply.decode(message).realm().isEmpty()
                ? Optional.empty()
                : Optional.of(ServiceFacts.of("kerberos"));
        default -> Optional.empty();
      };
    } catch (ASN1Exception otherMessage) {
      return Optional.empty();
    }
  }

  private static ServiceFacts facts(KrbError error) {
    return ServiceFacts.of(error.service().equals("kadmin/changepw") ? "kpasswd" : "kerberos")
        .withProduct(error.text().map(Products::byErrorText).orElse(""));
  }
}

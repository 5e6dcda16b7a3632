package io.portprobe.protocols.internal.ldap;

import io.portprobe.Transport;
import io.portprobe.protocols.internal.ldap.LdapMessageCodec.Numbered;
import io.portprobe.protocols.ldap.Ldap;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsInfo;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Asks one server: StartTLS if wanted, then the search for its rootDSE, then the netlogon ping
 * where it is in place.
 */
final class LdapDialogue implements Dialogue {
  private enum Stage {
    START_TLS(0),
    ROOT_DSE(1),
    NETLOGON(2);

    private final int idOffset;

    Stage(int idOffset) {
      this.idOffset = idOffset;
    }
  }

  private final boolean datagrams;
  private final boolean startTlsWanted;
  private final NetlogonRequest netlogon;
  private final RootDseBuilder learned;
  private final int firstId;
  private final LdapFrameDecoder frames = new LdapFrameDecoder();
  private Stage stage;

  LdapDialogue(DialogueContext context) {
    datagrams = context.transport() == Transport.UDP;
    startTlsWanted = context.option(Ldap.START_TLS) && !datagrams;
    netlogon = NetlogonRequest.of(context);
    learned = new RootDseBuilder(context.clock());
    firstId = context.random().nextInt(1, Integer.MAX_VALUE - Stage.NETLOGON.idOffset);
    stage = startTlsWanted ? Stage.START_TLS : Stage.ROOT_DSE;
  }

  @Override
  public Step start() {
    return startTlsWanted ? Step.send(LdapMessageCodec.startTls(id())) : search();
  }

  @Override
  public Step secured(TlsInfo tls) {
    learned.tls(tls);
    return search();
  }

  @Override
  public Step received(ByteBuffer bytes) {
    if (datagrams) {
      frames.discard();
    }
    frames.append(bytes);
    try {
      return read();
    } catch (OversizedMessageException e) {
      return e.id() == id() ? ended(e.why()) : broken(e.why());
    } catch (LdapDecodeException e) {
      return broken(e.why());
    }
  }

  @Override
  public Step closed() {
    String when =
        frames.isEmpty() ? "before the end of its answer" : "in the middle of an LDAP message";
    return broken("the server closed the connection " + when);
  }

  @Override
  public Optional<Finding> partial() {
    return learned.isLdap() || learned.isSecured()
        ? Optional.of(learned.rootDse())
        : Optional.empty();
  }

  /** Each question has an id of its own, so that a late answer is not taken for the next. */
  private int id() {
    return firstId + stage.idOffset;
  }

  private Step search() {
    stage = Stage.ROOT_DSE;
    return Step.send(LdapMessageCodec.searchRootDse(id()));
  }

  private Step read() throws LdapDecodeException {
    Optional<byte[]> message = frames.next();
    while (message.isPresent()) {
      Optional<Step> step = take(LdapMessageCodec.decode(message.get()));
      if (step.isPresent()) {
        return step.get();
      }
      message = frames.next();
    }
    if (datagrams && !frames.isEmpty()) {
      throw new LdapDecodeException("the datagram ends in the middle of an LDAP message");
    }
    return Step.await();
  }

  /** Takes one message; empty if the answer goes on. */
  private Optional<Step> take(Numbered message) throws LdapDecodeException {
    if (message.id() == 0 && !datagrams) {
      return unsolicited(message.reply());
    }
    if (message.id() != id()) {
      if (datagrams) {
        return Optional.empty(); // someone else's answer, or an old one
      }
      throw new LdapDecodeException(
          "LDAP message with id " + message.id() + " (expected: " + id() + ")");
    }
    return switch (stage) {
      case START_TLS -> Optional.of(ofStartTls(message.reply()));
      case ROOT_DSE -> ofSearch(message.reply());
      case NETLOGON -> ofNetlogon(message.reply());
    };
  }

  private Step ofStartTls(LdapResponse reply) throws LdapDecodeException {
    if (!(reply instanceof LdapResponse.Extended answer)) {
      throw unexpected(reply, "the answer to StartTLS");
    }
    learned.startTls(answer.result());
    if (!answer.result().succeeded()) {
      learned.remark("the server refused StartTLS and was asked in the clear");
      Step search = search();
      Step rest = read(); // such as a notice of disconnection behind the refusal
      return rest instanceof Step.Await ? search : rest;
    }
    if (!frames.isEmpty()) {
      // RFC 7457 section 2.2: what stands here would be taken for a part of the secured stream.
      throw new LdapDecodeException(
          "bytes followed the answer to StartTLS in the clear (expected: none),"
              + " somebody may be in between");
    }
    return Step.startTls();
  }

  private Optional<Step> ofSearch(LdapResponse reply) throws LdapDecodeException {
    if (reply instanceof LdapResponse.Entry entry) {
      learned.entry(entry);
      return Optional.empty();
    }
    if (reply instanceof LdapResponse.Reference reference) {
      learned.referrals(reference.uris());
      return Optional.empty();
    }
    if (reply instanceof LdapResponse.Done done) {
      learned.done(done.result());
      return Optional.of(isPingInPlace() ? ping() : finish());
    }
    if (reply instanceof LdapResponse.Intermediate) {
      return Optional.empty();
    }
    throw unexpected(reply, "the answer to a search");
  }

  private boolean isPingInPlace() {
    return switch (netlogon.when()) {
      case ALWAYS -> true;
      case NEVER -> false;
      case WHERE_ACTIVE_DIRECTORY -> learned.rootDse().isActiveDirectory();
    };
  }

  private Step ping() throws LdapDecodeException {
    stage = Stage.NETLOGON;
    learned.ping().asked();
    Step ping = Step.send(LdapMessageCodec.netlogonPing(id(), netlogon));
    if (datagrams) {
      return ping;
    }
    Step rest = read(); // such as a notice of disconnection behind the answer
    return rest instanceof Step.Await ? ping : rest;
  }

  private Optional<Step> ofNetlogon(LdapResponse reply) throws LdapDecodeException {
    if (reply instanceof LdapResponse.Entry entry) {
      learned.ping().entry(entry);
      return Optional.empty();
    }
    if (reply instanceof LdapResponse.Done done) {
      learned.ping().done(done.result());
      return Optional.of(finish());
    }
    if (reply instanceof LdapResponse.Reference || reply instanceof LdapResponse.Intermediate) {
      return Optional.empty();
    }
    throw unexpected(reply, "the answer to the netlogon ping");
  }

  // RFC 4511 section 4.4: one that is not known is passed over.
  private Optional<Step> unsolicited(LdapResponse reply) throws LdapDecodeException {
    if (!(reply instanceof LdapResponse.Extended notice)) {
      throw unexpected(reply, "an unsolicited notification");
    }
    if (!notice.oid().equals(LdapMessageCodec.DISCONNECTION_OID)) {
      learned.remark("unsolicited notification " + notice.oid() + ": " + notice.result());
      return Optional.empty();
    }
    learned.disconnected(notice.result());
    return Optional.of(finish());
  }

  private Step finish() {
    return Step.finish(learned.rootDse());
  }

  private Step broken(String why) {
    return learned.isLdap() ? ended(why) : Step.mismatch(why);
  }

  private Step ended(String why) {
    learned.remark(why);
    return finish();
  }

  private static LdapDecodeException unexpected(LdapResponse reply, String expected) {
    String what = "LDAP message of another kind";
    if (reply instanceof LdapResponse.Unexpected other) {
      what = String.format("LDAP message of type 0x%02x", other.type());
    } else if (reply instanceof LdapResponse.Extended extended) {
      what = "extended response, " + extended.result();
    } else if (reply instanceof LdapResponse.Done done) {
      what = "end of a search, " + done.result();
    }
    return new LdapDecodeException(what + " came (expected: " + expected + ")");
  }
}

package io.portprobe.protocols.ldap;

import io.portprobe.Transport;
import io.portprobe.protocols.ldap.LdapMessages.Numbered;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsFacts;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Asks one server for its rootDSE: StartTLS if wanted, then one search. */
final class LdapDialogue implements Dialogue {
  private final boolean datagrams;
  private final boolean startTlsWanted;
  private final Learned learned;
  private final int startTlsId;
  private final int searchId;
  private final LdapFrames frames = new LdapFrames();
  private boolean searching;

  LdapDialogue(DialogueContext context) {
    datagrams = context.transport() == Transport.UDP;
    startTlsWanted = context.option(Ldap.START_TLS) && !datagrams;
    learned = new Learned(context.clock());
    searchId = context.random().nextInt(1, Integer.MAX_VALUE);
    startTlsId = searchId == 1 ? 2 : searchId - 1;
  }

  @Override
  public Step start() {
    return startTlsWanted ? Step.send(LdapMessages.startTls(startTlsId)) : search();
  }

  @Override
  public Step secured(TlsFacts tls) {
    learned.tls(tls);
    return search();
  }

  @Override
  public Step received(ByteBuffer bytes) {
    if (datagrams) {
      frames.discard();
    }
    try {
      frames.append(bytes);
      return read();
    } catch (LdapFormatException e) {
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
        ? Optional.of(learned.rootDse(false))
        : Optional.empty();
  }

  private Step search() {
    searching = true;
    return Step.send(LdapMessages.searchRootDse(searchId));
  }

  private Step read() throws LdapFormatException {
    Optional<byte[]> message = frames.next();
    while (message.isPresent()) {
      Optional<Step> step = take(LdapMessages.decode(message.get()));
      if (step.isPresent()) {
        return step.get();
      }
      message = frames.next();
    }
    if (datagrams && !frames.isEmpty()) {
      throw new LdapFormatException("the datagram ends in the middle of an LDAP message");
    }
    return Step.await();
  }

  /** Takes one message; empty if the answer goes on. */
  private Optional<Step> take(Numbered message) throws LdapFormatException {
    int expected = searching ? searchId : startTlsId;
    if (message.id() == 0 && !datagrams) {
      return unsolicited(message.reply());
    }
    if (message.id() != expected) {
      if (datagrams) {
        return Optional.empty(); // someone else's answer, or an old one
      }
      throw new LdapFormatException(
          "LDAP message with id " + message.id() + " (expected: " + expected + ")");
    }
    return searching ? ofSearch(message.reply()) : Optional.of(ofStartTls(message.reply()));
  }

  private Optional<Step> ofSearch(LdapReply reply) throws LdapFormatException {
    if (reply instanceof LdapReply.Entry entry) {
      learned.entry(entry);
      return Optional.empty();
    }
    if (reply instanceof LdapReply.Reference reference) {
      learned.referrals(reference.uris());
      return Optional.empty();
    }
    if (reply instanceof LdapReply.Done done) {
      learned.result(done.result());
      return Optional.of(Step.finish(learned.rootDse(true)));
    }
    if (reply instanceof LdapReply.Intermediate) {
      return Optional.empty();
    }
    throw unexpected(reply, "the answer to a search");
  }

  private Step ofStartTls(LdapReply reply) throws LdapFormatException {
    if (!(reply instanceof LdapReply.Extended answer)) {
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
      throw new LdapFormatException(
          "bytes followed the answer to StartTLS in the clear (expected: none),"
              + " somebody may be in between");
    }
    return Step.startTls();
  }

  // RFC 4511 section 4.4: one that is not known is passed over.
  private Optional<Step> unsolicited(LdapReply reply) throws LdapFormatException {
    if (!(reply instanceof LdapReply.Extended notice)) {
      throw unexpected(reply, "an unsolicited notification");
    }
    if (!notice.oid().equals(LdapMessages.DISCONNECTION_OID)) {
      learned.remark("unsolicited notification " + notice.oid() + ": " + notice.result());
      return Optional.empty();
    }
    learned.result(notice.result());
    learned.remark("the server ended the session by a notice of disconnection");
    return Optional.of(Step.finish(learned.rootDse(false)));
  }

  private Step broken(String why) {
    if (!learned.isLdap()) {
      return Step.mismatch(why);
    }
    learned.remark(why);
    return Step.finish(learned.rootDse(false));
  }

  private static LdapFormatException unexpected(LdapReply reply, String expected) {
    String what = "LDAP message of another kind";
    if (reply instanceof LdapReply.Unexpected other) {
      what = String.format("LDAP message of type 0x%02x", other.type());
    } else if (reply instanceof LdapReply.Extended extended) {
      what = "extended response, " + extended.result();
    } else if (reply instanceof LdapReply.Done done) {
      what = "end of a search, " + done.result();
    }
    return new LdapFormatException(what + " came (expected: " + expected + ")");
  }
}

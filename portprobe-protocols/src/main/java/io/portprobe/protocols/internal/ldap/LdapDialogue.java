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
import java.util.Locale;
import java.util.Optional;

/**
 * A dialogue with a directory server: StartTLS if enabled, then the search of the rootDSE or of the
 * entry {@link Ldap#BASE}, then the netlogon ping if {@link Ldap#NETLOGON} applies.
 */
final class LdapDialogue implements Dialogue {
  /** What the finding may use of memory for each byte received. */
  private static final int BYTES_PER_BYTE = 16;

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
  private final boolean startTls;
  private final String base;
  private final NetlogonRequest netlogon;
  private final RootDseBuilder rootDse;
  private final int firstId;
  private final LdapFrameDecoder frames;
  private Stage stage;

  /** Whether the last datagram had a message with the id of the request. */
  private boolean matched;

  LdapDialogue(DialogueContext context) {
    datagrams = context.transport() == Transport.UDP;
    startTls = context.option(Ldap.START_TLS) && !datagrams;
    base = context.option(Ldap.BASE);
    netlogon = NetlogonRequest.of(context);
    frames =
        new LdapFrameDecoder(
            Math.min(LdapFrameDecoder.MAX_BYTES, context.findingBytes() / BYTES_PER_BYTE));
    rootDse = new RootDseBuilder(context.clock(), base);
    firstId = context.random().nextInt(1, Integer.MAX_VALUE - Stage.NETLOGON.idOffset);
    stage = startTls ? Stage.START_TLS : Stage.ROOT_DSE;
  }

  @Override
  public Step start() {
    return startTls ? Step.send(LdapMessageCodec.startTls(id())) : search();
  }

  @Override
  public Step secured(TlsInfo tls) {
    rootDse.tls(tls);
    return search();
  }

  @Override
  public Step received(ByteBuffer bytes) {
    if (datagrams) {
      frames.startDatagram(matched);
      matched = false;
    }
    frames.append(bytes);
    try {
      return read();
    } catch (OversizedMessageException e) {
      return e.id() == id() ? finishEarly(e.reason()) : reject(e.reason());
    } catch (LdapDecodeException e) {
      return reject(e.reason());
    }
  }

  /** Ends the dialogue, unless the bytes are a datagram that anyone may have sent. */
  private Step reject(String reason) {
    return datagrams && !matched ? Step.await(reason) : fail(reason);
  }

  @Override
  public Step closed() {
    String when =
        frames.isEmpty() ? "before the end of its response" : "in the middle of an LDAP message";
    return fail("the server closed the connection " + when);
  }

  @Override
  public Optional<Finding> partial() {
    return rootDse.isLdap() || rootDse.isSecured()
        ? Optional.of(rootDse.build())
        : Optional.empty();
  }

  /** Every request has a different id, so that a late response does not match the next one. */
  private int id() {
    return firstId + stage.idOffset;
  }

  private Step search() {
    stage = Stage.ROOT_DSE;
    return Step.send(LdapMessageCodec.search(id(), base));
  }

  private Step read() throws LdapDecodeException {
    Optional<byte[]> message = frames.next();
    while (message.isPresent()) {
      Optional<Step> step = onMessage(LdapMessageCodec.decode(message.get()));
      if (step.isPresent()) {
        return step.get();
      }
      message = frames.next();
    }
    if (datagrams && !frames.isEmpty()) {
      throw new LdapDecodeException("the datagram ends in the middle of an LDAP message");
    }
    return datagrams && !matched
        ? Step.await("the datagram has no LDAP message with id " + id())
        : Step.await();
  }

  /** Handles one message; empty if the response continues. */
  private Optional<Step> onMessage(Numbered message) throws LdapDecodeException {
    if (message.id() == 0 && !datagrams) {
      return onUnsolicited(message.response());
    }
    if (message.id() != id()) {
      if (datagrams) {
        return Optional.empty(); // stray, or late
      }
      throw new LdapDecodeException(
          "LDAP message with id " + message.id() + " (expected: " + id() + ")");
    }
    matched = true;
    return switch (stage) {
      case START_TLS -> Optional.of(onStartTls(message.response()));
      case ROOT_DSE -> onSearch(message.response());
      case NETLOGON -> onNetlogon(message.response());
    };
  }

  private Step onStartTls(LdapResponse response) throws LdapDecodeException {
    if (!(response instanceof LdapResponse.Extended extended)) {
      throw unexpected(response, "the response to StartTLS");
    }
    rootDse.startTls(extended.result());
    if (!extended.result().succeeded()) {
      rootDse.note("the server refused StartTLS: searched in the clear");
      Step search = search();
      Step rest = read(); // such as a notice of disconnection after the refusal
      return rest instanceof Step.Await ? search : rest;
    }
    if (!frames.isEmpty()) {
      // RFC 7457 section 2.2: an attacker can inject bytes here that then appear to be secured.
      throw new LdapDecodeException(
          "bytes followed the StartTLS response in the clear (expected: none):"
              + " possible man in the middle");
    }
    return Step.startTls();
  }

  private Optional<Step> onSearch(LdapResponse response) throws LdapDecodeException {
    if (response instanceof LdapResponse.Entry entry) {
      rootDse.entry(entry);
      return Optional.empty();
    }
    if (response instanceof LdapResponse.Reference reference) {
      rootDse.referrals(reference.uris());
      return Optional.empty();
    }
    if (response instanceof LdapResponse.Done done) {
      rootDse.searchDone(done.result());
      return Optional.of(isPingDue() ? ping() : finish());
    }
    if (response instanceof LdapResponse.Intermediate) {
      return Optional.empty();
    }
    throw unexpected(response, "a search response");
  }

  private boolean isPingDue() {
    return switch (netlogon.when()) {
      case ALWAYS -> true;
      case NEVER -> false;
      case IF_ACTIVE_DIRECTORY -> rootDse.build().isActiveDirectory();
    };
  }

  private Step ping() throws LdapDecodeException {
    stage = Stage.NETLOGON;
    rootDse.netlogon().sent();
    Step ping = Step.send(LdapMessageCodec.netlogonPing(id(), netlogon));
    if (datagrams) {
      return ping;
    }
    Step rest = read(); // such as a notice of disconnection after the response
    return rest instanceof Step.Await ? ping : rest;
  }

  private Optional<Step> onNetlogon(LdapResponse response) throws LdapDecodeException {
    if (response instanceof LdapResponse.Entry entry) {
      rootDse.netlogon().entry(entry);
      return Optional.empty();
    }
    if (response instanceof LdapResponse.Done done) {
      rootDse.netlogon().done(done.result());
      return Optional.of(finish());
    }
    if (response instanceof LdapResponse.Reference
        || response instanceof LdapResponse.Intermediate) {
      return Optional.empty();
    }
    throw unexpected(response, "the response to the netlogon ping");
  }

  /** Handles an unsolicited notification. RFC 4511 section 4.4: unknown ones are ignored. */
  private Optional<Step> onUnsolicited(LdapResponse response) throws LdapDecodeException {
    if (!(response instanceof LdapResponse.Extended notice)) {
      throw unexpected(response, "an unsolicited notification");
    }
    if (!notice.oid().equals(LdapMessageCodec.DISCONNECTION_OID)) {
      rootDse.note("unsolicited notification " + notice.oid() + ": " + notice.result());
      return Optional.empty();
    }
    rootDse.disconnected(notice.result());
    return Optional.of(finish());
  }

  private Step finish() {
    return Step.finish(rootDse.build());
  }

  /** Fails the dialogue unless the peer has already sent LDAP. */
  private Step fail(String reason) {
    return rootDse.isLdap() ? finishEarly(reason) : Step.mismatch(reason, partial());
  }

  private Step finishEarly(String reason) {
    rootDse.note(reason);
    return finish();
  }

  private static LdapDecodeException unexpected(LdapResponse response, String expected) {
    String what = "an LDAP message of another kind";
    if (response instanceof LdapResponse.Unexpected other) {
      what = String.format(Locale.ROOT, "an LDAP message of type 0x%02x", other.type());
    } else if (response instanceof LdapResponse.Extended extended) {
      what = "an extended response, " + extended.result();
    } else if (response instanceof LdapResponse.Done done) {
      what = "the end of a search, " + done.result();
    }
    return new LdapDecodeException("received " + what + " (expected: " + expected + ")");
  }
}

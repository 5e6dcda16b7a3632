package io.portprobe.protocols.internal.smb;

import com.unboundid.asn1.ASN1Exception;
import io.portprobe.protocols.internal.ntlm.NtlmMessages;
import io.portprobe.protocols.internal.ntlm.Spnego;
import io.portprobe.protocols.ntlm.NtlmTarget;
import io.portprobe.protocols.smb.Smb;
import io.portprobe.protocols.smb.SmbVersions;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.FrameDialogue;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A negotiation of SMB 2, or of SMB 1 on a new connection, and the start of a session. Confined to
 * the event loop.
 */
final class SmbDialogue extends FrameDialogue {
  private enum State {
    NETBIOS_SESSION,
    NEGOTIATING,
    SETTING_UP
  }

  private static final int NETBIOS_PORT = 139;
  private static final int MAX_KEEP_ALIVES = 16;

  private final DialogueContext context;
  private final boolean netBios;
  private final boolean ntlm;
  private final boolean fallsBack;
  private final int multiplexId;
  private final List<String> notes = new ArrayList<>();
  private boolean smb1;
  private State state = State.NEGOTIATING;
  private int keepAlives;
  private @Nullable SmbResultBuilder result;

  SmbDialogue(DialogueContext context) {
    super(context, new SessionFraming());
    this.context = context;
    this.netBios = context.peer().getPort() == NETBIOS_PORT;
    this.ntlm = context.option(Smb.NTLM);
    SmbVersions versions = context.option(Smb.VERSIONS);
    this.fallsBack = versions == SmbVersions.AUTO;
    this.smb1 = versions == SmbVersions.SMB1;
    this.multiplexId = 1 + context.random().nextInt(0x7ffe);
  }

  @Override
  public Step start() {
    if (netBios) {
      state = State.NETBIOS_SESSION;
      return Step.send(SessionFraming.sessionRequest());
    }
    return negotiate();
  }

  private Step negotiate() {
    state = State.NEGOTIATING;
    return request(
        smb1 ? Smb1Messages.negotiate(multiplexId) : Smb2Messages.negotiate(context.random()));
  }

  @Override
  protected Step message(ByteBuffer frame) {
    int type = frame.get(0) & 0xff;
    if (type == SessionFraming.KEEP_ALIVE) {
      return ++keepAlives > MAX_KEEP_ALIVES
          ? Step.mismatch("more than " + MAX_KEEP_ALIVES + " keep-alives (expected: a response)")
          : Step.await();
    }
    if (state == State.NETBIOS_SESSION) {
      return onSession(type, frame);
    }
    if (type != SessionFraming.MESSAGE) {
      return Step.mismatch("expected a message of SMB, received a packet of type " + type);
    }
    ByteBuffer message = frame.slice(SessionFraming.HEADER, frame.limit() - SessionFraming.HEADER);
    return state == State.NEGOTIATING ? onNegotiated(message) : onSetUp(message);
  }

  private Step onSession(int type, ByteBuffer frame) {
    return switch (type) {
      case SessionFraming.POSITIVE -> negotiate();
      case SessionFraming.NEGATIVE ->
          Step.refused(
              "the server refused the NetBIOS session"
                  + (frame.limit() > SessionFraming.HEADER
                      ? String.format(
                          Locale.ROOT, ": error 0x%02x", frame.get(SessionFraming.HEADER))
                      : ""));
      case SessionFraming.RETARGET ->
          Step.refused("the server refers the NetBIOS session to another address");
      default -> Step.mismatch("expected a session response, received a packet of type " + type);
    };
  }

  private Step onNegotiated(ByteBuffer message) {
    boolean response =
        smb1
            ? Smb1Messages.isResponse(message, Smb1Messages.NEGOTIATE, multiplexId)
            : Smb2Messages.isResponse(message, Smb2Messages.NEGOTIATE, 0);
    if (!response) {
      boolean otherVersion =
          !smb1 && message.remaining() >= 4 && message.getInt(0) == Smb1Messages.MAGIC;
      return otherVersion && fallsBack
          ? fallBack("the server responded to SMB 2 with SMB 1")
          : Step.mismatch("expected a NEGOTIATE response of SMB " + (smb1 ? "1" : "2"));
    }
    int status = smb1 ? Smb1Messages.status(message) : Smb2Messages.status(message);
    if (status != 0) {
      return Step.refused("the server refused the negotiation with status " + hex(status));
    }
    Optional<SmbResultBuilder> negotiated =
        smb1
            ? Smb1Messages.result(message, context.clock().instant(), notes)
            : Smb2Messages.result(message, context.clock().instant(), notes);
    if (negotiated.isEmpty() && smb1 && Smb1Messages.hasNoDialect(message)) {
      return Step.refused("the server accepts no dialect of SMB 1");
    }
    if (negotiated.isEmpty()) {
      return Step.mismatch("expected a NEGOTIATE response with an offered dialect");
    }
    result = negotiated.get();
    return setUp(message);
  }

  private Step setUp(ByteBuffer message) {
    if (!ntlm) {
      return finish();
    }
    if (smb1 && !Smb1Messages.offersExtendedSecurity(message)) {
      notes.add("the server has no extended security, so it names itself at a log-on only");
      return finish();
    }
    state = State.SETTING_UP;
    byte[] token = Spnego.init(NtlmMessages.negotiate());
    return request(
        smb1 ? Smb1Messages.sessionSetup(multiplexId, token) : Smb2Messages.sessionSetup(token));
  }

  private Step onSetUp(ByteBuffer message) {
    boolean response =
        smb1
            ? Smb1Messages.isResponse(message, Smb1Messages.SESSION_SETUP, multiplexId)
            : Smb2Messages.isResponse(message, Smb2Messages.SESSION_SETUP, 1);
    if (!response) {
      notes.add("the response to SESSION_SETUP is another message");
      return finish();
    }
    int status = smb1 ? Smb1Messages.status(message) : Smb2Messages.status(message);
    if (status != Smb2Messages.MORE_PROCESSING_REQUIRED) {
      notes.add("the server responded to SESSION_SETUP with status " + hex(status));
      return finish();
    }
    if (smb1) {
      Smb1Messages.Session session = Smb1Messages.Session.decode(message);
      negotiated().ntlm(target(session.tokenBytes()));
      negotiated().nativeNames(session.text(0), session.text(1));
    } else {
      negotiated().ntlm(target(Smb2Messages.sessionToken(message)));
    }
    return finish();
  }

  private Optional<NtlmTarget> target(byte[] token) {
    try {
      Optional<NtlmTarget> target = Spnego.responseToken(token).flatMap(NtlmMessages::target);
      if (target.isEmpty()) {
        notes.add("the response to SESSION_SETUP has no NTLM challenge");
      }
      return target;
    } catch (ASN1Exception e) {
      notes.add("the response to SESSION_SETUP does not decode: " + e.getMessage());
      return Optional.empty();
    }
  }

  private SmbResultBuilder negotiated() {
    return Objects.requireNonNull(result, "result");
  }

  private Step finish() {
    return Step.finish(negotiated().build(notes));
  }

  private Step fallBack(String why) {
    smb1 = true;
    notes.add(why);
    return Step.reconnect();
  }

  @Override
  protected Step onClosed(int rest) {
    if (state == State.NEGOTIATING && !smb1 && fallsBack && rest == 0) {
      return fallBack("the server closed the connection after a request of SMB 2");
    }
    if (state == State.SETTING_UP && rest == 0) {
      notes.add("the server closed the connection after SESSION_SETUP");
      return finish();
    }
    return Step.mismatch("the peer closed the connection (expected: a response of SMB)");
  }

  private static String hex(int status) {
    return String.format(Locale.ROOT, "0x%08x", status);
  }

  /** Returns the negotiation, if the session setup has no response. */
  @Override
  public Optional<Finding> partial() {
    if (result == null) {
      return Optional.empty();
    }
    List<String> all = new ArrayList<>(notes);
    all.add("incomplete: no response to SESSION_SETUP");
    return Optional.of(result.build(all));
  }
}

package io.portprobe.protocols.internal.kerberos;

import com.unboundid.asn1.ASN1Exception;
import io.portprobe.Transport;
import io.portprobe.protocols.kerberos.KdcResponse;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.FrameDialogue;
import io.portprobe.spi.Framing;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One AS-REQ, and a second one if the KDC names another realm. Confined to the event loop. */
final class KerberosDialogue extends FrameDialogue {
  static final int MAX_MESSAGE = 16_384;
  static final int MAX_DATAGRAM = 65_535;

  private static final int PREAUTH_REQUIRED = 25;
  private static final int RESPONSE_TOO_BIG = 52;
  private static final int WRONG_REALM = 68;
  private static final int MAX_REALM = 255;

  private final DialogueContext context;
  private final String principal;
  private final int nonce;
  private final List<String> notes = new ArrayList<>();
  private String realm;
  private @Nullable String learnedRealm;
  private @Nullable KdcResponse first;

  KerberosDialogue(DialogueContext context, String realm, String principal) {
    super(context, Framing.lengthPrefix(4, MAX_MESSAGE));
    this.context = context;
    this.realm = realm;
    this.principal = principal;
    this.nonce = context.random().nextInt() & Integer.MAX_VALUE;
  }

  @Override
  public Step start() {
    return request(Requests.asReq(realm, principal, nonce));
  }

  @Override
  protected Step message(ByteBuffer message) {
    byte[] bytes = new byte[message.remaining()];
    message.get(bytes);
    try {
      if (bytes.length == 0) {
        return unrelated("an empty message (expected: a KRB-ERROR or AS-REP)");
      }
      return bytes[0] == AsReply.APPLICATION
          ? onTicket(AsReply.decode(bytes))
          : onError(KrbError.decode(bytes));
    } catch (ASN1Exception e) {
      return unrelated("expected a KRB-ERROR or AS-REP: " + e.getMessage());
    }
  }

  private Step unrelated(String why) {
    return transport() == Transport.UDP ? Step.await(why) : Step.mismatch(why);
  }

  private Step onTicket(AsReply reply) {
    if (!reply.client().equalsIgnoreCase(principal)) {
      return unrelated("received an AS-REP for another principal");
    }
    return Step.finish(DefaultKdcResponse.ofTicket(reply, realm, principal, notes));
  }

  private Step onError(KrbError error) {
    if (error.client().isPresent() && !error.client().get().equalsIgnoreCase(principal)) {
      return unrelated("received a KRB-ERROR about another principal");
    }
    if (transport() == Transport.UDP
        && first != null
        && error.service().equals("krbtgt/" + first.requestedRealm())) {
      return unrelated("received another response to the first request");
    }
    if (error.code() == RESPONSE_TOO_BIG && transport() == Transport.UDP) {
      notes.add("the response is too big for UDP, continued over TCP");
      return Step.continueOverTcp();
    }
    PreAuthentication methods = methods(error);
    Optional<String> other = error.code() == WRONG_REALM ? otherRealm(error) : Optional.empty();
    if (learnedRealm == null) {
      learnedRealm = other.or(() -> methods.realmOf(principal)).orElse(null);
    }
    KdcResponse response =
        DefaultKdcResponse.ofError(
            error,
            methods,
            realm,
            principal,
            Optional.ofNullable(learnedRealm),
            context.clock().instant(),
            notes);
    if (other.isEmpty() || first != null) {
      return Step.finish(response);
    }
    first = response;
    notes.add("the server named another realm than " + realm);
    realm = other.get();
    return start();
  }

  private PreAuthentication methods(KrbError error) {
    if (error.code() != PREAUTH_REQUIRED || error.data().length == 0) {
      return PreAuthentication.NONE;
    }
    try {
      return PreAuthentication.decode(error.data());
    } catch (ASN1Exception e) {
      notes.add("the list of pre-authentication types does not decode: " + e.getMessage());
      return PreAuthentication.NONE;
    }
  }

  /** Returns the realm that the KDC names instead of the requested one (RFC 6806 section 7). */
  private Optional<String> otherRealm(KrbError error) {
    return error
        .clientRealm()
        .filter(this::isOther)
        .or(() -> Optional.of(error.realm()).filter(this::isOther));
  }

  private boolean isOther(String name) {
    return !name.isEmpty() && name.length() <= MAX_REALM && !name.equalsIgnoreCase(realm);
  }

  /** Returns the first response, if the second request has none. */
  @Override
  public Optional<Finding> partial() {
    return Optional.ofNullable(first);
  }
}

package io.portprobe.protocols.internal.adws;

import com.unboundid.asn1.ASN1Exception;
import io.portprobe.protocols.adws.Adws;
import io.portprobe.protocols.internal.ntlm.NtlmMessages;
import io.portprobe.protocols.internal.ntlm.Spnego;
import io.portprobe.protocols.internal.text.Authority;
import io.portprobe.protocols.ntlm.NtlmTarget;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.FrameDialogue;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A preamble with an upgrade, and the start of an NTLM exchange. Confined to the event loop. */
final class AdwsDialogue extends FrameDialogue {
  /** The service compares the URI with its own, whose port does not depend on a forwarded one. */
  private static final String ENDPOINT = ":9389/ActiveDirectoryWebServices/Windows/Enumeration";

  private static final int ERROR_PAYLOAD = 8;
  private static final int ERROR_CODE = 4;

  private final String via;
  private final boolean ntlm;
  private boolean upgraded;

  AdwsDialogue(DialogueContext context) {
    super(context, NmfRecords.framing());
    this.via = "net.tcp://" + Authority.host(context) + ENDPOINT;
    this.ntlm = context.option(Adws.NTLM);
  }

  @Override
  public Step start() {
    return Step.send(NmfRecords.preamble(via));
  }

  @Override
  protected Step message(ByteBuffer record) {
    int type = record.get(0);
    if (!upgraded) {
      return switch (type) {
        case NmfRecords.UPGRADE_RESPONSE -> onUpgrade();
        case NmfRecords.FAULT -> onFault(record);
        default -> Step.mismatch("expected the response to an upgrade of .NET Message Framing");
      };
    }
    return switch (type) {
      case NmfRecords.HANDSHAKE_IN_PROGRESS -> onChallenge(NmfRecords.payload(record));
      case NmfRecords.HANDSHAKE_ERROR -> onError(NmfRecords.payload(record));
      default -> Step.mismatch("expected a handshake of NegotiateStream");
    };
  }

  private Step onUpgrade() {
    upgraded = true;
    return ntlm
        ? Step.send(NmfRecords.handshake(Spnego.init(NtlmMessages.negotiate())))
        : accepted(Optional.empty(), List.of());
  }

  private static Step onFault(ByteBuffer record) {
    Optional<String> fault = NmfRecords.fault(record);
    return fault.isPresent()
        ? Step.finish(new DefaultAdwsResult(false, fault, Optional.empty(), List.of()))
        : Step.mismatch("expected a fault of .NET Message Framing, received another text");
  }

  private static Step onChallenge(byte[] token) {
    try {
      Optional<NtlmTarget> target = Spnego.responseToken(token).flatMap(NtlmMessages::target);
      return accepted(
          target, target.isPresent() ? List.of() : List.of("the handshake has no NTLM challenge"));
    } catch (ASN1Exception e) {
      return Step.mismatch("expected a token of SPNEGO: " + e.getMessage());
    }
  }

  /** The payload is an HRESULT with four zero bytes before it (MS-NNS section 2.2.1). */
  private static Step onError(byte[] payload) {
    if (payload.length != ERROR_PAYLOAD) {
      return Step.mismatch("expected an error of NegotiateStream with 8 bytes");
    }
    int code = ByteBuffer.wrap(payload).getInt(ERROR_CODE);
    return accepted(
        Optional.empty(),
        List.of(String.format(Locale.ROOT, "the server refused NTLM with error 0x%08x", code)));
  }

  private static Step accepted(Optional<NtlmTarget> target, List<String> notes) {
    return Step.finish(new DefaultAdwsResult(true, Optional.empty(), target, notes));
  }

  @Override
  protected Step onClosed(int rest) {
    return Step.mismatch(
        upgraded
            ? "the peer closed the connection (expected: a handshake of NegotiateStream)"
            : "the peer closed the connection (expected: a record of .NET Message Framing)");
  }
}

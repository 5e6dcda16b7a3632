package io.portprobe.protocols.internal.ldap;

import com.unboundid.asn1.ASN1Element;
import com.unboundid.asn1.ASN1Exception;
import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.asn1.ASN1Sequence;
import com.unboundid.ldap.protocol.ExtendedRequestProtocolOp;
import com.unboundid.ldap.protocol.ExtendedResponseProtocolOp;
import com.unboundid.ldap.protocol.GenericResponseProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ProtocolOp;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchResultDoneProtocolOp;
import com.unboundid.ldap.protocol.SearchResultEntryProtocolOp;
import com.unboundid.ldap.protocol.SearchResultReferenceProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import io.portprobe.protocols.internal.ldap.LdapResponse.RawAttribute;
import io.portprobe.protocols.internal.text.PeerText;
import io.portprobe.protocols.ldap.LdapResult;
import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encodes requests and decodes responses. The only class that uses the UnboundID LDAP SDK. */
final class LdapMessageCodec {
  /** StartTLS, RFC 4511 section 4.14.1. */
  static final String START_TLS_OID = "1.3.6.1.4.1.1466.20037";

  /** Notice of disconnection, RFC 4511 section 4.4.1. */
  static final String DISCONNECTION_OID = "1.3.6.1.4.1.1466.20036";

  private LdapMessageCodec() {}

  /** A message with its id, which is 0 for an unsolicited notification. */
  record Numbered(int id, LdapResponse response) {}

  /** Returns the search of an entry; an empty base is the rootDSE. */
  static byte[] search(int id, String base) {
    return search(id, base, Filter.createPresenceFilter("objectClass"), List.of("*", "+"));
  }

  /** Returns the netlogon ping: a search for one attribute, with the parameters in the filter. */
  static byte[] netlogonPing(int id, NetlogonRequest request) {
    List<Filter> parts = new ArrayList<>();
    if (!request.domain().isEmpty()) {
      parts.add(Filter.createEqualityFilter("DnsDomain", request.domain()));
    }
    if (!request.host().isEmpty()) {
      parts.add(Filter.createEqualityFilter("Host", request.host()));
    }
    byte[] ntVersion = new byte[Integer.BYTES];
    ByteBuffer.wrap(ntVersion).order(ByteOrder.LITTLE_ENDIAN).putInt(request.ntVersion());
    parts.add(Filter.createEqualityFilter("NtVer", ntVersion));
    return search(id, "", Filter.createANDFilter(parts), List.of(NetlogonRequest.ATTRIBUTE));
  }

  /** Returns a base-scope search. */
  private static byte[] search(int id, String base, Filter filter, List<String> attributes) {
    return encode(
        id,
        new SearchRequestProtocolOp(
            base, SearchScope.BASE, DereferencePolicy.NEVER, 0, 0, false, filter, attributes));
  }

  /** Returns the StartTLS request. */
  static byte[] startTls(int id) {
    return encode(id, new ExtendedRequestProtocolOp(START_TLS_OID, null));
  }

  private static byte[] encode(int id, ProtocolOp operation) {
    return new LDAPMessage(id, operation).encode().encode();
  }

  /**
   * Decodes one complete message. Controls of responses are ignored.
   *
   * @throws LdapDecodeException if the bytes are not an LDAP message
   */
  static Numbered decode(byte[] message) throws LdapDecodeException {
    BerValidator.check(message);
    try {
      ASN1Element[] parts = ASN1Sequence.decodeAsSequence(message).elements();
      if (parts.length < 2) {
        throw new LdapDecodeException(
            "an LDAP message of " + parts.length + " parts (expected: at least id and operation)");
      }
      return new Numbered(parts[0].decodeAsInteger().intValue(), decodeOperation(parts[1]));
    } catch (ASN1Exception | LDAPException | RuntimeException e) {
      // The SDK documents the first two only; no bytes of a peer may cause any other exception.
      throw new LdapDecodeException(
          "an LDAP message does not decode: " + PeerText.excerpt(message) + ": " + reason(e), e);
    }
  }

  /** Decodes responses only: the nested filter of a request would allow deep recursion. */
  private static LdapResponse decodeOperation(ASN1Element operation) throws LDAPException {
    return switch (operation.getType()) {
      case LDAPMessage.PROTOCOL_OP_TYPE_SEARCH_RESULT_ENTRY ->
          entry(SearchResultEntryProtocolOp.decodeProtocolOp(operation));
      case LDAPMessage.PROTOCOL_OP_TYPE_SEARCH_RESULT_REFERENCE ->
          new LdapResponse.Reference(
              SearchResultReferenceProtocolOp.decodeProtocolOp(operation).getReferralURLs());
      case LDAPMessage.PROTOCOL_OP_TYPE_SEARCH_RESULT_DONE ->
          new LdapResponse.Done(result(SearchResultDoneProtocolOp.decodeProtocolOp(operation)));
      case LDAPMessage.PROTOCOL_OP_TYPE_EXTENDED_RESPONSE ->
          extended(ExtendedResponseProtocolOp.decodeProtocolOp(operation));
      case LDAPMessage.PROTOCOL_OP_TYPE_INTERMEDIATE_RESPONSE -> new LdapResponse.Intermediate();
      default -> new LdapResponse.Unexpected(operation.getType() & 0xff);
    };
  }

  private static LdapResponse entry(SearchResultEntryProtocolOp entry) {
    List<RawAttribute> attributes = new ArrayList<>();
    for (Attribute attribute : entry.getAttributes()) {
      List<byte[]> values = new ArrayList<>();
      for (ASN1OctetString value : attribute.getRawValues()) {
        values.add(value.getValue());
      }
      attributes.add(new RawAttribute(attribute.getName(), List.copyOf(values)));
    }
    return new LdapResponse.Entry(entry.getDN(), List.copyOf(attributes));
  }

  private static LdapResponse extended(ExtendedResponseProtocolOp response) {
    LdapResult result =
        result(
            response.getResultCode(),
            response.getMatchedDN(),
            response.getDiagnosticMessage(),
            response.getReferralURLs());
    return new LdapResponse.Extended(result, orEmpty(response.getResponseOID()));
  }

  private static LdapResult result(GenericResponseProtocolOp response) {
    return result(
        response.getResultCode(),
        response.getMatchedDN(),
        response.getDiagnosticMessage(),
        response.getReferralURLs());
  }

  private static LdapResult result(
      int code,
      @Nullable String matchedDn,
      @Nullable String diagnosticMessage,
      List<String> referrals) {
    String diagnostic = orEmpty(diagnosticMessage);
    int end = diagnostic.length();
    while (end > 0 && diagnostic.charAt(end - 1) == '\0') {
      end--;
    }
    return new LdapResult(code, orEmpty(matchedDn), diagnostic.substring(0, end), referrals);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : SafeText.line(e.getMessage());
  }
}

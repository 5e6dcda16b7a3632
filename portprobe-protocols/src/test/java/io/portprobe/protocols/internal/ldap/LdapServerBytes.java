package io.portprobe.protocols.internal.ldap;

import com.unboundid.asn1.ASN1Element;
import com.unboundid.ldap.protocol.ExtendedResponseProtocolOp;
import com.unboundid.ldap.protocol.IntermediateResponseProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ProtocolOp;
import com.unboundid.ldap.protocol.SearchResultDoneProtocolOp;
import com.unboundid.ldap.protocol.SearchResultEntryProtocolOp;
import com.unboundid.ldap.protocol.SearchResultReferenceProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import io.portprobe.spi.Step;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Bytes of servers, generated and captured, and the decoded requests of a dialogue. */
final class LdapServerBytes {
  /** The message id of the captures, four bytes long. */
  private static final int CAPTURED_ID = 0x12345678;

  private static final Map<String, byte[]> CAPTURES = new ConcurrentHashMap<>();

  private LdapServerBytes() {}

  static byte[] message(int id, ProtocolOp operation) {
    return new LDAPMessage(id, operation).encode().encode();
  }

  static byte[] entry(int id, Attribute... attributes) {
    return message(id, new SearchResultEntryProtocolOp("", List.of(attributes)));
  }

  static byte[] done(int id) {
    return done(id, 0, "");
  }

  static byte[] done(int id, int code, String diagnostic, String... referrals) {
    return message(id, new SearchResultDoneProtocolOp(code, null, diagnostic, List.of(referrals)));
  }

  static byte[] reference(int id, String... uris) {
    return message(id, new SearchResultReferenceProtocolOp(List.of(uris)));
  }

  static byte[] intermediate(int id) {
    return message(id, new IntermediateResponseProtocolOp("1.3.6.1.4.1.4203.1.9.1.4", null));
  }

  static byte[] extended(int id, int code, String diagnostic, String oid) {
    return message(id, new ExtendedResponseProtocolOp(code, null, diagnostic, null, oid, null));
  }

  static byte[] startTls(int id, int code, String diagnostic) {
    return extended(id, code, diagnostic, LdapMessageCodec.START_TLS_OID);
  }

  static byte[] disconnection(int code, String diagnostic) {
    return extended(0, code, diagnostic, LdapMessageCodec.DISCONNECTION_OID);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** Returns the captured response of a real server with another message id. */
  static byte[] captured(String name, int id) {
    return withId(CAPTURES.computeIfAbsent(name, LdapServerBytes::read).clone(), id);
  }

  /** Replaces the captured message id. */
  static byte[] withId(byte[] answer, int id) {
    ByteBuffer bytes = ByteBuffer.wrap(answer);
    for (int i = 0; i + Integer.BYTES <= answer.length; i++) {
      if (answer[i] == CAPTURED_ID >> 24 && bytes.getInt(i) == CAPTURED_ID) {
        bytes.putInt(i, id);
      }
    }
    return answer;
  }

  /** Returns the netlogon attribute of a captured response. */
  static byte[] netlogonValue(String name) {
    LdapFrameDecoder frames = new LdapFrameDecoder();
    frames.append(ByteBuffer.wrap(read(name)));
    try {
      LdapResponse response = LdapMessageCodec.decode(frames.next().orElseThrow()).response();
      return ((LdapResponse.Entry) response).attributes().get(0).values().get(0);
    } catch (LdapDecodeException e) {
      throw new AssertionError(name, e);
    }
  }

  private static byte[] read(String name) {
    try (InputStream in = LdapServerBytes.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  /** Returns the message that a step sends, decoded by the LDAP SDK. */
  static LDAPMessage sent(Step step) {
    try {
      ByteBuffer bytes = ((Step.Send) step).bytes();
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      return LDAPMessage.decode(ASN1Element.decode(copy));
    } catch (Exception e) {
      throw new AssertionError(step + " does not send an LDAP message", e);
    }
  }

  static int idOf(Step step) {
    return sent(step).getMessageID();
  }
}

package io.portprobe.protocols.internal.kerberos;

import com.unboundid.asn1.ASN1Exception;
import io.portprobe.Transport;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.FrameDialogue;
import io.portprobe.spi.Framing;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** One change-password request that no server can decrypt. Confined to the event loop. */
final class KpasswdDialogue extends FrameDialogue {
  static final int MAX_MESSAGE = 16_384;

  private static final int HEADER = 6;
  private static final int REPLY_VERSION = 1;

  private final DialogueContext context;
  private final byte[] request;

  KpasswdDialogue(DialogueContext context) {
    super(context, Framing.lengthPrefix(4, MAX_MESSAGE));
    this.context = context;
    this.request = Requests.kpasswd(context.random());
  }

  @Override
  public Step start() {
    return request(request);
  }

  @Override
  protected Step message(ByteBuffer message) {
    byte[] bytes = new byte[message.remaining()];
    message.get(bytes);
    try {
      KrbError error = errorIn(bytes);
      return Step.finish(DefaultKpasswdResponse.of(error, context.clock().instant()));
    } catch (ASN1Exception e) {
      String why = "expected a password reply with a KRB-ERROR: " + e.getMessage();
      return transport() == Transport.UDP ? Step.await(why) : Step.mismatch(why);
    }
  }

  /**
   * Decodes a reply (RFC 3244 section 2): length, version 1, no AP-REP, and a KRB-ERROR. MIT
   * Kerberos sends the KRB-ERROR without the header if the request does not decode.
   *
   * @throws ASN1Exception if the bytes are no such reply
   */
  static KrbError errorIn(byte[] reply) throws ASN1Exception {
    KrbError error = KrbError.decode(withoutHeader(reply));
    if (!error.service().equals("kadmin/changepw")) {
      throw new ASN1Exception("sname of another service (expected: kadmin/changepw)");
    }
    return error;
  }

  private static byte[] withoutHeader(byte[] reply) throws ASN1Exception {
    if (reply.length > 0 && reply[0] == KrbError.APPLICATION) {
      return reply;
    }
    if (reply.length <= HEADER) {
      throw new ASN1Exception(reply.length + " bytes");
    }
    ByteBuffer header = ByteBuffer.wrap(reply);
    if ((header.getShort(0) & 0xffff) != reply.length
        || header.getShort(2) != REPLY_VERSION
        || header.getShort(4) != 0) {
      throw new ASN1Exception("another header");
    }
    return Arrays.copyOfRange(reply, HEADER, reply.length);
  }
}

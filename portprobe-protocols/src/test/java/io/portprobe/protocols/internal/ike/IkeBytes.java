package io.portprobe.protocols.internal.ike;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** Responses of strongSwan 5.9.8, as captured, with the initiator's cookie 0. */
final class IkeBytes {
  static final byte[] ACCEPTED_1 = read("strongswan-accept-1");
  static final byte[] ACCEPTED_2 = read("strongswan-accept-2");
  static final byte[] REFUSED_1 = read("strongswan-refuse-1");
  static final byte[] REFUSED_2 = read("strongswan-refuse-2");

  private IkeBytes() {}

  private static byte[] read(String name) {
    try (InputStream in =
        IkeBytes.class.getResourceAsStream("IkeFuzzTestInputs/datagram/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns a message that contains one notification, by RFC 7296 sections 3.1 and 3.10 or RFC 2408
   * sections 3.1 and 3.14.
   *
   * @param version the version in the header
   * @param exchange the type of the exchange
   * @param type the type of the notification
   * @param data its data
   */
  static byte[] notification(int version, int exchange, int type, byte... data) {
    boolean first = version == IkeHeader.VERSION_1;
    int domain = first ? Integer.BYTES : 0;
    int length = 2 * Integer.BYTES + domain + data.length;
    ByteBuffer message = ByteBuffer.allocate(IkeHeader.SIZE + length);
    message.putLong(0).putLong(0).put((byte) (first ? 11 : 41)).put((byte) version);
    message.put((byte) exchange).put((byte) (first ? 0 : 0x20)).putInt(0);
    message.putInt(message.capacity()).putShort((short) 0).putShort((short) length);
    if (first) {
      message.putInt(1); // domain of interpretation IPsec
    }
    message.put((byte) (first ? 1 : 0)).put((byte) 0).putShort((short) type).put(data);
    return message.array();
  }

  static byte[] withId(byte[] message, long id) {
    return ByteBuffer.wrap(message.clone()).putLong(0, id).array();
  }
}

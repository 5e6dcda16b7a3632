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

  static byte[] withId(byte[] message, long id) {
    return ByteBuffer.wrap(message.clone()).putLong(0, id).array();
  }
}

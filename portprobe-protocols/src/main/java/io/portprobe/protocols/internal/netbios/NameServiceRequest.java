package io.portprobe.protocols.internal.netbios;

import io.portprobe.protocols.netbios.NetBios;
import java.nio.ByteBuffer;

/** An encoder of name service requests (RFC 1002 sections 4.2.12 and 4.2.17). */
final class NameServiceRequest {
  /** The resource record type NBSTAT: node status. */
  static final int NBSTAT = 0x21;

  /** The resource record type NB: the owners of a name. */
  static final int NB = 0x20;

  /** The class IN. */
  static final int INTERNET = 1;

  private NameServiceRequest() {}

  /**
   * Encodes a request.
   *
   * @param type {@link #NBSTAT} or {@link #NB}
   * @param scope a scope that {@link NetBios#SCOPE} accepts
   */
  static byte[] encode(int id, NetBiosName name, int type, String scope) {
    ByteBuffer request = ByteBuffer.allocate(512);
    request.putShort((short) id);
    request.putShort((short) 0); // a query, unicast, no recursion
    request.putShort((short) 1).putShort((short) 0).putShort((short) 0).putShort((short) 0);
    name.writeTo(request, scope);
    request.putShort((short) type).putShort((short) INTERNET);
    byte[] bytes = new byte[request.flip().remaining()];
    request.get(bytes);
    return bytes;
  }
}

package io.portprobe.protocols.internal.netbios;

import java.nio.ByteBuffer;

/** Requests of the name service (RFC 1002 sections 4.2.12 and 4.2.17). */
final class NameServiceRequest {
  /** Resource record type NBSTAT: the status of a node. */
  static final int NBSTAT = 0x21;

  /** Resource record type NB: whose a name is. */
  static final int NB = 0x20;

  /** Class IN. */
  static final int INTERNET = 1;

  private NameServiceRequest() {}

  /**
   * Writes a request.
   *
   * @param type {@link #NBSTAT} or {@link #NB}
   * @param scope one that was checked
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

package io.portprobe.protocols.testing.msrpc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.UUID;

/**
 * The header of a connectionless PDU (C706 section 12.5.2), with its body.
 *
 * @param type the PTYPE
 * @param flags the first octet of flags
 * @param object the object UUID
 * @param interfaceId the interface UUID
 * @param version the version of the interface
 * @param activity the activity, which identifies the client
 * @param serverBoot the boot time of the server; 0 if unknown to the client
 * @param sequence the number of the call in its activity
 * @param operation the operation number
 * @param fragment the fragment number
 * @param body the body, in the byte order of the sender
 */
record DatagramHeader(
    int type,
    int flags,
    UUID object,
    UUID interfaceId,
    int version,
    UUID activity,
    int serverBoot,
    int sequence,
    int operation,
    int fragment,
    ByteBuffer body) {
  static final int SIZE = 80;

  /** Decodes a PDU; empty if the datagram is none, which a server ignores. */
  static Optional<DatagramHeader> read(byte[] datagram) {
    if (datagram.length < SIZE || datagram[0] != 4) {
      return Optional.empty();
    }
    boolean little = (datagram[4] & 0x10) != 0;
    ByteBuffer in =
        ByteBuffer.wrap(datagram).order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    in.position(8);
    UUID object = NdrReader.uuid(in);
    UUID interfaceId = NdrReader.uuid(in);
    UUID activity = NdrReader.uuid(in);
    int boot = in.getInt();
    int version = in.getInt() & 0xffff;
    int sequence = in.getInt();
    int operation = in.getShort() & 0xffff;
    in.getInt(); // hints
    int length = in.getShort() & 0xffff;
    int fragment = in.getShort() & 0xffff;
    in.position(SIZE);
    if (length != in.remaining() || datagram[78] != 0) {
      return Optional.empty();
    }
    return Optional.of(
        new DatagramHeader(
            datagram[1],
            datagram[2] & 0xff,
            object,
            interfaceId,
            version,
            activity,
            boot,
            sequence,
            operation,
            fragment,
            in.slice().order(in.order())));
  }
}

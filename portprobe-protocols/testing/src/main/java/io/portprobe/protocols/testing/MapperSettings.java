package io.portprobe.protocols.testing;

import java.nio.ByteOrder;
import java.util.List;

/**
 * How an endpoint mapper behaves.
 *
 * @param entries what it serves
 * @param order the integer byte order it sends
 * @param fragmentSize the largest PDU it sends
 * @param pageSize the most entries it returns in one call
 * @param ending how it ends its list
 * @param fault status of the fault it answers with, 0 for none
 * @param faultAfter how many look-ups it answers before that
 * @param bindNak the reason with which it refuses every bind, or {@link #NONE}
 * @param result of the presentation context in its bind_ack, 0 for acceptance
 * @param reason that goes with the result
 * @param principal the name it has for authentication; empty for none
 */
record MapperSettings(
    List<MapperEntry> entries,
    ByteOrder order,
    int fragmentSize,
    int pageSize,
    EndpointMapperPeer.Ending ending,
    int fault,
    int faultAfter,
    int bindNak,
    int result,
    int reason,
    String principal) {
  static final int NONE = -1;
}

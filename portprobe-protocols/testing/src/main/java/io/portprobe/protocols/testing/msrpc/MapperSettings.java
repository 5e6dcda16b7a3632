package io.portprobe.protocols.testing.msrpc;

import java.nio.ByteOrder;
import java.util.List;

/**
 * The behaviour of an endpoint mapper.
 *
 * @param entries the map
 * @param order the integer byte order of responses
 * @param fragmentSize the maximum size of a PDU
 * @param pageSize the maximum number of entries in a response
 * @param ending the way in which the list of entries ends
 * @param fault the status of the fault that calls return, or 0 for none
 * @param faultAfter the number of calls that succeed before the fault
 * @param bindNak the reason with which every bind is rejected, or {@link #NONE}
 * @param result the result of the presentation context in a bind_ack, 0 for acceptance
 * @param reason the reason of that result
 * @param principal the principal name; empty for none
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

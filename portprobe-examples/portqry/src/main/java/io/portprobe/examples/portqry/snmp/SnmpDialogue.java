package io.portprobe.examples.portqry.snmp;

import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;

/**
 * Sends a GetRequest with SNMPv2c. Repeats alternate between the versions, because an agent drops a
 * message whose version it does not support (RFC 1157 section 4.1, RFC 3584 section 4.2).
 */
final class SnmpDialogue implements Dialogue {
  private final String community;
  private final int requestId;

  SnmpDialogue(String community, int requestId) {
    this.community = community;
    this.requestId = requestId;
  }

  @Override
  public Step start() {
    byte[] v1 = SnmpMessages.request(SnmpVersion.V1, community, requestId);
    byte[] v2c = SnmpMessages.request(SnmpVersion.V2C, community, requestId);
    return Step.send(ByteBuffer.wrap(v2c), Step.poll(v1, v2c));
  }

  @Override
  public Step received(ByteBuffer bytes) {
    byte[] datagram = new byte[bytes.remaining()];
    bytes.get(datagram);
    SnmpResponse response;
    try {
      response = SnmpMessages.response(datagram);
    } catch (SnmpFormatException e) {
      return Step.await("the datagram is no SNMP response: " + e.getMessage());
    }
    if (response.requestId() != requestId) {
      return Step.await("the SNMP response has another request id");
    }
    return Step.finish(SystemGroup.of(response));
  }
}

package io.portprobe.protocols.internal.l2tp;

import static io.portprobe.protocols.internal.l2tp.ControlMessage.ASSIGNED_TUNNEL_ID;
import static io.portprobe.protocols.internal.l2tp.ControlMessage.FRAMING_CAPABILITIES;
import static io.portprobe.protocols.internal.l2tp.ControlMessage.HOST_NAME;
import static io.portprobe.protocols.internal.l2tp.ControlMessage.MESSAGE_TYPE;
import static io.portprobe.protocols.internal.l2tp.ControlMessage.PROTOCOL_VERSION;
import static io.portprobe.protocols.internal.l2tp.ControlMessage.RECEIVE_WINDOW_SIZE;
import static io.portprobe.protocols.internal.l2tp.ControlMessage.RESULT_CODE;
import static io.portprobe.protocols.internal.l2tp.ControlMessage.SCCRP;
import static io.portprobe.protocols.internal.l2tp.ControlMessage.SCCRQ;
import static io.portprobe.protocols.internal.l2tp.ControlMessage.STOP_CCN;

import io.portprobe.protocols.internal.l2tp.ControlMessage.Writer;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A request of a control connection, its response, and the end of the connection. */
final class L2tpDialogue implements Dialogue {
  private static final byte SYNCHRONOUS_AND_ASYNCHRONOUS = 3;
  private static final int WINDOW = 4;
  private static final int GENERAL_REQUEST_TO_CLEAR = 1;

  private final int tunnel;
  private final byte[] hostName;

  L2tpDialogue(int tunnel, String hostName) {
    this.tunnel = tunnel;
    this.hostName = hostName.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public Step start() {
    return Step.send(
        new Writer(0, 0, 0)
            .number(MESSAGE_TYPE, SCCRQ)
            .add(PROTOCOL_VERSION, (byte) 1, (byte) 0)
            .add(FRAMING_CAPABILITIES, (byte) 0, (byte) 0, (byte) 0, SYNCHRONOUS_AND_ASYNCHRONOUS)
            .add(HOST_NAME, hostName)
            .number(ASSIGNED_TUNNEL_ID, tunnel)
            .number(RECEIVE_WINDOW_SIZE, WINDOW)
            .toBytes());
  }

  @Override
  public Step received(ByteBuffer bytes) {
    ControlMessage message = ControlMessage.read(bytes).orElse(null);
    if (message == null || message.tunnel() != tunnel) {
      return Step.await("the datagram is not a control message of this tunnel");
    }
    int type = message.number(MESSAGE_TYPE).orElse(0);
    int peer = message.number(ASSIGNED_TUNNEL_ID).orElse(0);
    if (message.sent() != 0 || message.expected() != 1 || (type != SCCRP && type != STOP_CCN)) {
      return Step.await("the control message is not a response to the request of a connection");
    }
    Step end = Step.finish(DefaultL2tpServer.of(message, type == SCCRP));
    if (peer == 0) {
      return end; // without the id of the server, nothing can be sent to it
    }
    return Step.send(type == SCCRP ? stop(peer) : new Writer(peer, 1, 1).toBytes(), end);
  }

  private byte[] stop(int peer) {
    return new Writer(peer, 1, 1)
        .number(MESSAGE_TYPE, STOP_CCN)
        .number(ASSIGNED_TUNNEL_ID, tunnel)
        .number(RESULT_CODE, GENERAL_REQUEST_TO_CLEAR)
        .toBytes();
  }
}

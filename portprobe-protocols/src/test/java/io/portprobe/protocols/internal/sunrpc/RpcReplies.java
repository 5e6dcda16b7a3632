package io.portprobe.protocols.internal.sunrpc;

import io.portprobe.Transport;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Replies of a server of ONC RPC. */
final class RpcReplies {
  private final ByteBuffer out = ByteBuffer.allocate(1 << 16);
  private final Transport transport;

  private RpcReplies(Transport transport, int xid) {
    this.transport = transport;
    u32(xid, 1);
  }

  /** Starts an accepted reply to a call. */
  static RpcReplies to(Transport transport, ByteBuffer call, int acceptStatus) {
    return new RpcReplies(transport, xid(transport, call)).u32(0, 0, 0, acceptStatus);
  }

  /** Starts a denied reply to a call. */
  static RpcReplies denied(Transport transport, ByteBuffer call, int status) {
    return new RpcReplies(transport, xid(transport, call)).u32(1, status);
  }

  private static int xid(Transport transport, ByteBuffer call) {
    return call.getInt(transport == Transport.TCP ? 4 : 0);
  }

  /** Returns the version that a call is for. */
  static int version(Transport transport, ByteBuffer call) {
    return call.getInt(transport == Transport.TCP ? 20 : 16);
  }

  RpcReplies u32(int... values) {
    for (int value : values) {
      out.putInt(value);
    }
    return this;
  }

  RpcReplies text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.putInt(bytes.length).put(bytes).put(new byte[(4 - bytes.length % 4) % 4]);
    return this;
  }

  byte[] toBytes() {
    byte[] reply = new byte[out.position()];
    out.get(0, reply);
    return transport == Transport.TCP ? new RecordMarking().frame(reply) : reply;
  }

  List<ByteBuffer> toMessages() {
    return List.of(ByteBuffer.wrap(toBytes()));
  }
}

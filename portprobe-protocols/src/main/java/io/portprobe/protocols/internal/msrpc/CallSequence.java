package io.portprobe.protocols.internal.msrpc;

import io.portprobe.protocols.internal.msrpc.wire.RpcCall;
import io.portprobe.protocols.internal.msrpc.wire.RpcFormatException;
import io.portprobe.protocols.internal.msrpc.wire.RpcInterface;
import io.portprobe.spi.Finding;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The calls of one dialogue, one after the other, independent of the transport. Confined to the
 * event loop.
 */
interface CallSequence {
  /** Returns the interface of all calls. */
  RpcInterface rpcInterface();

  /** Returns the first call. */
  RpcCall firstCall();

  /**
   * Processes the response to the last call.
   *
   * @param stub the out parameters
   * @param order their integer byte order
   * @return what to do next
   * @throws RpcFormatException if they are not the out parameters of the call
   */
  NextCall onResponse(byte[] stub, ByteOrder order) throws RpcFormatException;

  /**
   * Processes a fault or rejection of the last call.
   *
   * @param how the response of the server as a predicate: {@code "responded with fault ..."}
   * @return what to do next
   */
  NextCall onFault(String how);

  /**
   * Returns the finding if nothing more is received.
   *
   * @param why a clause without a full stop
   * @return an incomplete finding; empty if nothing has been received
   */
  Optional<Finding> incomplete(String why);

  /** Returns the finding if the deadline or a limit of the client interrupts the dialogue. */
  Optional<Finding> cutShort();
}

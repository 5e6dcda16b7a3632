package io.portprobe.protocols.internal.msrpc;

import io.portprobe.protocols.internal.msrpc.wire.RpcCall;
import io.portprobe.protocols.internal.msrpc.wire.RpcFormatException;
import io.portprobe.protocols.internal.msrpc.wire.RpcInterface;
import io.portprobe.spi.Finding;
import java.nio.ByteOrder;
import java.util.Optional;

/** What is asked of a server call by call, whatever carries the calls. */
interface CallSequence {
  /** The interface that all calls are made to. */
  RpcInterface rpcInterface();

  /** The first call. */
  RpcCall firstCall();

  /**
   * The server answered the last call.
   *
   * @param stub the out parameters
   * @param order their integer byte order
   * @return what is next
   * @throws RpcFormatException if they are not what the call returns
   */
  NextCall onResponse(byte[] stub, ByteOrder order) throws RpcFormatException;

  /**
   * The server did not execute the last call, or broke down over it.
   *
   * @param how what it answered, as a predicate: {@code "answered with fault ..."}
   */
  NextCall onFault(String how);

  /**
   * What there is if nothing more comes.
   *
   * @param why as a clause without a full stop
   * @return a finding that says of itself that it is incomplete, once there is anything to say
   */
  Optional<Finding> incomplete(String why);

  /** The same, cut short by the deadline or a bound of the core. */
  Optional<Finding> cutShort();
}

package io.portprobe.protocols.internal.msrpc.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;

/** The reassembly of a response from connection-oriented fragments (C706 section 12.6.3.1). */
public final class ConnectionFragments {
  /** Twice the size of 500 unusually large entries. */
  private static final int MAX_STUB = 1 << 20;

  private final ByteArrayOutputStream stub = new ByteArrayOutputStream();
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private boolean begun;

  /**
   * Adds a fragment.
   *
   * @return whether it was the last
   * @throws RpcFormatException if it does not continue the fragments before, or exceeds the limit
   */
  public boolean add(ConnectionPdu response) throws RpcFormatException {
    if (response.isFirstFragment() == begun) {
      throw new RpcFormatException(
          begun
              ? "pfc_flags: a first fragment in the middle of a response"
              : "pfc_flags: no first fragment at the beginning of a response");
    }
    if (begun && response.order() != order) {
      throw new RpcFormatException("drep: byte order changes in the middle of a response");
    }
    begun = true;
    order = response.order();
    return append(response) && response.isLastFragment();
  }

  private boolean append(ConnectionPdu response) throws RpcFormatException {
    NdrReader body = response.body();
    body.skip(8, "alloc_hint, p_cont_id, cancel_count");
    int length = body.remaining();
    if (length == 0 && !response.isLastFragment()) {
      throw new RpcFormatException("stub data: none in a fragment that is not the last");
    }
    if (stub.size() + length > MAX_STUB) {
      throw RpcFormatException.of("stub data", stub.size() + (long) length, "at most " + MAX_STUB);
    }
    stub.writeBytes(body.octets(length, "stub data"));
    return true;
  }

  /** Returns the reassembled stub data. */
  public byte[] toStub() {
    return stub.toByteArray();
  }

  public ByteOrder order() {
    return order;
  }

  public boolean isEmpty() {
    return !begun;
  }
}

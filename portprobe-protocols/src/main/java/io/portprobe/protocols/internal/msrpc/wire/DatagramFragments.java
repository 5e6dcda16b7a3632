package io.portprobe.protocols.internal.msrpc.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;

/** The reassembly of a response from datagrams in any order (C706 section 12.5.3). */
public final class DatagramFragments {
  private static final int MAX_STUB = 1 << 20;
  private static final int MAX_FRAGMENTS = 4096;
  private static final int MASK = 32;

  private final Map<Integer, byte[]> fragments = new TreeMap<>();
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private int last = -1;
  private int lastContiguous = -1;
  private int size;

  /**
   * Adds a response PDU; ignores a duplicate fragment.
   *
   * @return whether the response is complete
   * @throws RpcFormatException if it contradicts the fragments before, or exceeds a limit
   */
  public boolean add(DatagramPdu response) throws RpcFormatException {
    int number = response.has(DatagramPdu.FRAGMENT) ? response.fragment() : 0;
    boolean isLast = !response.has(DatagramPdu.FRAGMENT) || response.has(DatagramPdu.LAST_FRAGMENT);
    if (fragments.containsKey(number)) {
      return isComplete();
    }
    check(response, number, isLast);
    order = response.order();
    last = isLast ? number : last;
    size += response.body().length;
    fragments.put(number, response.body());
    while (fragments.containsKey(lastContiguous + 1)) {
      lastContiguous++;
    }
    return isComplete();
  }

  private void check(DatagramPdu response, int number, boolean isLast) throws RpcFormatException {
    if (number >= MAX_FRAGMENTS) {
      throw RpcFormatException.of("fragnum", number, "less than " + MAX_FRAGMENTS);
    }
    if (last >= 0 && (isLast || number > last)) {
      throw RpcFormatException.of("fragnum", number, "at most " + last + ", the last fragment");
    }
    if (isLast && fragments.keySet().stream().anyMatch(other -> other > number)) {
      throw RpcFormatException.of("fragnum", number, "the largest of the last fragment");
    }
    if (!fragments.isEmpty() && response.order() != order) {
      throw new RpcFormatException("drep: byte order changes in the middle of a response");
    }
    if (response.body().length == 0 && !isLast) {
      throw new RpcFormatException("stub data: none in a fragment that is not the last");
    }
    if (size + response.body().length > MAX_STUB) {
      throw RpcFormatException.of(
          "stub data", size + (long) response.body().length, "at most " + MAX_STUB);
    }
  }

  private boolean isComplete() {
    return last >= 0 && lastContiguous == last;
  }

  /** Returns whether the response has more than one fragment. */
  public boolean isFragmented() {
    return fragments.size() > 1;
  }

  /** Returns the number of the last fragment before the first gap; -1 for none. */
  public int lastContiguous() {
    return lastContiguous;
  }

  /** Returns a bit for each of the 32 fragments after {@link #lastContiguous()}, lowest first. */
  public int selectiveAckMask() {
    int mask = 0;
    for (int i = 0; i < MASK; i++) {
      mask |= fragments.containsKey(lastContiguous + 1 + i) ? 1 << i : 0;
    }
    return mask;
  }

  public byte[] toStub() {
    ByteArrayOutputStream stub = new ByteArrayOutputStream(size);
    fragments.values().forEach(stub::writeBytes);
    return stub.toByteArray();
  }

  public ByteOrder order() {
    return order;
  }
}

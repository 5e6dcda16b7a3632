package io.portprobe.internal.sweep;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of a sweep that no probe uses now, by address family. The last one released is the
 * first one taken, while its memory is still in the caches of the processor.
 *
 * @param <S> the kind of socket
 */
final class FreeSlots<S extends LinuxSlot> {
  private final ArrayDeque<S> ipv4 = new ArrayDeque<>();
  private final ArrayDeque<S> ipv6 = new ArrayDeque<>();

  int size() {
    return ipv4.size() + ipv6.size();
  }

  boolean isEmpty() {
    return ipv4.isEmpty() && ipv6.isEmpty();
  }

  void push(S slot) {
    of(slot.ipv6).push(slot);
  }

  /** Takes a socket of a family; null if there is none. */
  @Nullable S poll(boolean wantsIpv6) {
    return of(wantsIpv6).poll();
  }

  /** Returns the socket that {@link #poll} would take, and leaves it here. */
  @Nullable S peek(boolean wantsIpv6) {
    return of(wantsIpv6).peek();
  }

  void clear() {
    ipv4.clear();
    ipv6.clear();
  }

  private ArrayDeque<S> of(boolean wantsIpv6) {
    return wantsIpv6 ? ipv6 : ipv4;
  }
}

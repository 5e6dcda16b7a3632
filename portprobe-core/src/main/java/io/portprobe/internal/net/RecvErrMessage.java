package io.portprobe.internal.net;

import static io.portprobe.internal.net.LinuxConstants.AF_INET;
import static io.portprobe.internal.net.LinuxConstants.AF_INET6;
import static io.portprobe.internal.net.LinuxConstants.IPPROTO_IP;
import static io.portprobe.internal.net.LinuxConstants.IPPROTO_IPV6;
import static io.portprobe.internal.net.LinuxConstants.IPV6_RECVERR;
import static io.portprobe.internal.net.LinuxConstants.IP_RECVERR;

import io.netty.channel.unix.Buffer;
import io.netty.util.internal.CleanableDirectBuffer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The native memory that recvmsg(2) fills from an error queue, with the layout of 64-bit Linux:
 * {@code struct msghdr}, one {@code struct iovec}, the address, the control messages, the data.
 */
public final class RecvErrMessage {
  private static final int IOVEC = 56;
  private static final int NAME = IOVEC + 16;
  private static final int NAME_LENGTH = 28;
  private static final int CONTROL = NAME + 32;
  private static final int CONTROL_LENGTH = 256;
  private static final int DATA = CONTROL + CONTROL_LENGTH;
  private static final int DATA_LENGTH = 64;

  private static final int CMSG_HEADER = 16;
  private static final int EXTENDED_ERROR = 16;
  private static final int ORIGIN_ICMP = 2;
  private static final int ORIGIN_ICMP6 = 3;

  private final CleanableDirectBuffer owner =
      Buffer.allocateDirectBufferWithNativeOrder(DATA + DATA_LENGTH);
  private final ByteBuffer memory = owner.buffer();
  private final long address = Buffer.memoryAddress(memory);

  /** Allocates the memory. {@link #free} releases it. */
  public RecvErrMessage() {
    for (int i = 0; i < memory.capacity(); i += Long.BYTES) {
      memory.putLong(i, 0);
    }
    memory.putLong(0, address + NAME);
    memory.putInt(8, NAME_LENGTH);
    memory.putLong(16, address + IOVEC);
    memory.putLong(24, 1);
    memory.putLong(32, address + CONTROL);
    memory.putLong(40, CONTROL_LENGTH);
    memory.putLong(IOVEC, address + DATA);
    memory.putLong(IOVEC + 8, DATA_LENGTH);
  }

  /** Returns the address of the {@code struct msghdr}. */
  public long address() {
    return address;
  }

  /** Releases the memory. The message must not be used afterwards. */
  public void free() {
    owner.clean();
  }

  /** Returns the first extended error among the control messages that the kernel wrote. */
  public Optional<QueuedError> error() {
    long end = CONTROL + Math.min(memory.getLong(40), CONTROL_LENGTH);
    int at = CONTROL;
    while (at + CMSG_HEADER + EXTENDED_ERROR <= end) {
      long length = memory.getLong(at);
      if (length < CMSG_HEADER || length > end - at) {
        return Optional.empty();
      }
      int level = memory.getInt(at + 8);
      int type = memory.getInt(at + 12);
      if ((level == IPPROTO_IP && type == IP_RECVERR)
          || (level == IPPROTO_IPV6 && type == IPV6_RECVERR)) {
        return Optional.of(extendedError(at + CMSG_HEADER));
      }
      at += (int) ((length + 7) & ~7L);
    }
    return Optional.empty();
  }

  private QueuedError extendedError(int at) {
    int errno = memory.getInt(at);
    int origin = memory.get(at + 4);
    int type = memory.get(at + 5) & 0xff;
    int code = memory.get(at + 6) & 0xff;
    if (origin != ORIGIN_ICMP && origin != ORIGIN_ICMP6) {
      return new QueuedError(errno, Optional.empty());
    }
    int version = origin == ORIGIN_ICMP ? 4 : 6;
    return new QueuedError(
        errno,
        offender(at + EXTENDED_ERROR).map(from -> new DefaultIcmpError(version, type, code, from)));
  }

  /** Returns the sender of the ICMP message: a sockaddr after the extended error. */
  private Optional<InetAddress> offender(int at) {
    byte[] bytes;
    switch (memory.getShort(at)) {
      case AF_INET -> bytes = bytes(at + 4, 4);
      case AF_INET6 -> bytes = bytes(at + 8, 16);
      default -> {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
    }
  }

  private byte[] bytes(int at, int length) {
    byte[] bytes = new byte[length];
    memory.get(at, bytes);
    return bytes;
  }
}

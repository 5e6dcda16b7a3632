package io.portprobe.protocols.internal.sunrpc;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A list of a port mapper, in XDR: each entry is preceded by a one, the end is a zero.
 *
 * @param error why the call failed; empty if it succeeded
 * @param complete whether the list ends with its end
 * @param malformed whether an entry does not decode
 */
record RegistryList<T>(
    List<T> entries, Optional<String> error, boolean complete, boolean malformed) {
  private static final int MAX_ENTRIES = 1000;
  private static final int ENTRY_BYTES = 2048; // of heap, with three texts
  private static final int MAX_TEXT = 255;

  /** Returns the maximum number of entries of one list. */
  static int maxEntries(int findingBytes) {
    return Math.min(MAX_ENTRIES, findingBytes / 2 / ENTRY_BYTES);
  }

  /** Returns the list of version 2 (RFC 1833 section 3.1). */
  static RegistryList<DefaultRpcMapping> mappings(RpcReply reply, int maxEntries) {
    return read(
        reply,
        maxEntries,
        in -> new DefaultRpcMapping(u32(in), u32(in), transport(u32(in)), u32(in)));
  }

  /** Returns the list of version 4 (RFC 1833 section 2.1). */
  static RegistryList<DefaultRpcAddress> addresses(RpcReply reply, int maxEntries) {
    return read(
        reply,
        maxEntries,
        in -> new DefaultRpcAddress(u32(in), u32(in), text(in), text(in), text(in)));
  }

  private static <T> RegistryList<T> read(
      RpcReply reply, int maxEntries, Function<ByteBuffer, T> entry) {
    List<T> entries = new ArrayList<>();
    ByteBuffer in = reply.results().duplicate();
    try {
      while (reply.kind() == RpcReply.Kind.SUCCESS) {
        int follows = in.getInt();
        if (follows == 0 || entries.size() == maxEntries) {
          return new RegistryList<>(entries, Optional.empty(), follows == 0, false);
        }
        if (follows != 1) {
          return new RegistryList<>(entries, Optional.empty(), false, true);
        }
        entries.add(entry.apply(in));
      }
    } catch (BufferUnderflowException truncated) {
      return new RegistryList<>(entries, Optional.empty(), false, true);
    }
    return new RegistryList<>(entries, reply.error(), true, false);
  }

  private static long u32(ByteBuffer in) {
    return in.getInt() & 0xffffffffL;
  }

  /** Reads a string of XDR (RFC 4506 section 4.11). */
  private static String text(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] value = new byte[Math.min(length, MAX_TEXT)];
    in.get(in.position(), value);
    int padded = (int) Math.min(in.remaining(), (length + 3L) / 4 * 4);
    in.position(in.position() + padded);
    return new String(value, StandardCharsets.UTF_8);
  }

  private static String transport(long ipProtocol) {
    if (ipProtocol == 6) {
      return "tcp";
    }
    return ipProtocol == 17 ? "udp" : String.valueOf(ipProtocol);
  }

  /** Leaves out the entries, which come from the peer. */
  @Override
  public String toString() {
    return entries.size() + " entries";
  }
}

package io.portprobe.protocols.internal.msrpc;

import io.portprobe.protocols.internal.msrpc.tower.TowerWriter;
import io.portprobe.protocols.internal.msrpc.wire.ContextHandle;
import io.portprobe.protocols.internal.msrpc.wire.NdrWriter;
import io.portprobe.protocols.internal.msrpc.wire.RpcCall;
import io.portprobe.protocols.msrpc.Inquiry;
import java.util.Optional;
import java.util.UUID;

/** The calls to an endpoint mapper and their in parameters (C706 appendix O). */
public final class MapperCalls {
  /** The most that MS-RPCE 2.2.1.2.4 lets a client ask for in one call. */
  static final int MAX_ENTRIES = 500;

  private static final int LOOKUP = 2;
  private static final int MAP = 3;
  private static final int LOOKUP_HANDLE_FREE = 4;

  private MapperCalls() {}

  /**
   * {@code ept_lookup}.
   *
   * @param handle null handle to begin, then what the server returned
   */
  public static RpcCall lookup(Inquiry.Lookup inquiry, ContextHandle handle) {
    NdrWriter stub = new NdrWriter();
    stub.u32(inquiry.type());
    object(stub, inquiry.objectId());
    if (inquiry.interfaceId().isPresent()) {
      stub.referent().uuid(inquiry.interfaceId().get());
      stub.u16(inquiry.majorVersion()).u16(inquiry.minorVersion());
    } else {
      stub.nil();
    }
    stub.u32(inquiry.versions().code()).handle(handle).u32(MAX_ENTRIES);
    return new RpcCall(LOOKUP, true, stub.toByteArray());
  }

  /** {@code ept_map}. */
  static RpcCall map(Inquiry.Map inquiry, ContextHandle handle) {
    byte[] tower = TowerWriter.forMap(inquiry);
    NdrWriter stub = new NdrWriter();
    object(stub, inquiry.objectId());
    stub.referent().u32(tower.length).u32(tower.length).octets(tower);
    stub.handle(handle).u32(MAX_ENTRIES);
    return new RpcCall(MAP, true, stub.toByteArray());
  }

  private static void object(NdrWriter stub, Optional<UUID> id) {
    if (id.isPresent()) {
      stub.referent().uuid(id.get());
    } else {
      stub.nil();
    }
  }

  /** {@code ept_lookup_handle_free}: what the server keeps for this list may go. */
  public static RpcCall lookupHandleFree(ContextHandle handle) {
    return new RpcCall(LOOKUP_HANDLE_FREE, false, new NdrWriter().handle(handle).toByteArray());
  }
}

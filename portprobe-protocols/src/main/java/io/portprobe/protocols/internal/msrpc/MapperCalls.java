package io.portprobe.protocols.internal.msrpc;

import io.portprobe.protocols.internal.msrpc.tower.TowerWriter;
import io.portprobe.protocols.internal.msrpc.wire.ContextHandle;
import io.portprobe.protocols.internal.msrpc.wire.NdrWriter;
import io.portprobe.protocols.internal.msrpc.wire.RpcCall;
import io.portprobe.protocols.msrpc.Inquiry;
import java.util.Optional;
import java.util.UUID;

/** The calls to an endpoint mapper and their in parameters (C706 appendix O). */
final class MapperCalls {
  /** The largest {@code max_ents} that MS-RPCE 2.2.1.2.4 allows. */
  static final int MAX_ENTRIES = 500;

  private static final int LOOKUP = 2;
  private static final int MAP = 3;
  private static final int LOOKUP_HANDLE_FREE = 4;

  private MapperCalls() {}

  /**
   * Encodes an {@code ept_lookup}.
   *
   * @param handle the null handle in the first call, then the handle the server returned
   */
  static RpcCall lookup(Inquiry.Lookup inquiry, ContextHandle handle) {
    NdrWriter stub = new NdrWriter();
    stub.u32(LookupFilter.inquiryType(inquiry));
    object(stub, inquiry.objectId());
    if (inquiry.interfaceId().isPresent()) {
      stub.referent().uuid(inquiry.interfaceId().get());
      stub.u16(inquiry.majorVersion()).u16(inquiry.minorVersion());
    } else {
      stub.nil();
    }
    stub.u32(LookupFilter.versionOption(inquiry.versions())).handle(handle).u32(MAX_ENTRIES);
    return new RpcCall(LOOKUP, true, stub.toByteArray());
  }

  /**
   * Encodes an {@code ept_map}.
   *
   * @param handle the null handle in the first call, then the handle the server returned
   */
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

  /** Encodes an {@code ept_lookup_handle_free}, which releases the server's state of a list. */
  static RpcCall lookupHandleFree(ContextHandle handle) {
    return new RpcCall(LOOKUP_HANDLE_FREE, false, new NdrWriter().handle(handle).toByteArray());
  }
}

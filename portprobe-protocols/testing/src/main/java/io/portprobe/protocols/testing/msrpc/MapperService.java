package io.portprobe.protocols.testing.msrpc;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The calls of an endpoint mapper for one client, independent of the transport. It is as strict as
 * a real server: unexpected calls return a fault. Not thread-safe.
 */
final class MapperService {
  static final UUID ENDPOINT_MAPPER = UUID.fromString("e1af8308-5d1f-11c9-91a4-08002b14a0fa");
  static final UUID MANAGEMENT = UUID.fromString("afa8bd80-7d8a-11c9-bef4-08002b102989");

  static final int OUT_OF_RANGE = 0x1c01_0002; // nca_op_rng_error
  static final int UNKNOWN_INTERFACE = 0x1c01_0003; // nca_unk_if
  static final int WRONG_CONTEXT = 0x1c00_001a; // nca_s_fault_context_mismatch
  static final int BAD_STUB = 0x0000_06f7; // rpc_x_bad_stub_data

  private static final UUID NIL = new UUID(0, 0);

  /**
   * The result of a call.
   *
   * @param stub the encoded out parameters
   * @param fault the status of a fault, or 0 if the call succeeded
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Result(byte[] stub, int fault) {
    static Result of(NdrWriter stub) {
      return new Result(stub.toByteArray(), 0);
    }

    static Result fault(int status) {
      return new Result(new byte[0], status);
    }
  }

  /** The next position of a client in a list of entries. */
  private record Cursor(List<MapperEntry> list, int position) {}

  private final MapperSettings settings;
  private final MapperCounters counters;
  private final StubDataEncoder encoder;
  private final Map<UUID, Cursor> handles = new HashMap<>();
  private int lookupsExecuted;
  private int handlesCreated;

  MapperService(MapperSettings settings, MapperCounters counters) {
    this.settings = settings;
    this.counters = counters;
    encoder = new StubDataEncoder(settings);
  }

  /** Returns whether the server has an interface. */
  static boolean offers(UUID interfaceId, int version) {
    return (interfaceId.equals(ENDPOINT_MAPPER) && version == 3)
        || (interfaceId.equals(MANAGEMENT) && version == 1);
  }

  /**
   * Executes a call.
   *
   * @param in the encoded in parameters, in the byte order of the client
   */
  Result call(UUID interfaceId, int operation, ByteBuffer in) {
    ByteBuffer parameters = in.slice().order(in.order()); // NDR alignment starts there
    try {
      return interfaceId.equals(MANAGEMENT)
          ? new MapperManagement(settings, encoder).call(operation, parameters)
          : map(operation, parameters);
    } catch (BufferUnderflowException e) {
      return Result.fault(BAD_STUB); // the parameters are too short
    }
  }

  private Result map(int operation, ByteBuffer in) {
    return switch (operation) {
      case 2 -> lookup(in);
      case 3 -> mapTower(in);
      case 4 -> free(in);
      default -> Result.fault(OUT_OF_RANGE);
    };
  }

  private Result lookup(ByteBuffer in) {
    counters.lookup();
    if (settings.fault() != 0 && lookupsExecuted == settings.faultAfter()) {
      return Result.fault(settings.fault());
    }
    int type = in.getInt();
    MapperFilter filter = MapperFilter.lookup(type, in);
    in.getInt(); // attributes of the handle
    UUID handle = NdrReader.uuid(in);
    int maxEntries = in.getInt();
    if (type < 0 || type > 3 || maxEntries < 1 || maxEntries > 500 || in.hasRemaining()) {
      return Result.fault(BAD_STUB);
    }
    return page(handle, filter, maxEntries, encoder::lookup);
  }

  private Result mapTower(ByteBuffer in) {
    counters.lookup();
    MapperFilter filter = MapperFilter.map(in);
    in.getInt(); // attributes of the handle
    UUID handle = NdrReader.uuid(in);
    int maxEntries = in.getInt();
    if (maxEntries < 1 || maxEntries > 500 || in.hasRemaining()) {
      return Result.fault(BAD_STUB);
    }
    return page(handle, filter, maxEntries, encoder::towers);
  }

  private interface Encoding {
    NdrWriter page(UUID handle, MapperPage page, int maxEntries);
  }

  private Result page(UUID handle, MapperFilter filter, int maxEntries, Encoding encoding) {
    Cursor cursor =
        handle.equals(NIL)
            ? new Cursor(settings.entries().stream().filter(filter::matches).toList(), 0)
            : handles.remove(handle);
    if (cursor == null) {
      return Result.fault(WRONG_CONTEXT);
    }
    lookupsExecuted++;
    int total = cursor.list.size();
    int end = Math.min(total, cursor.position + Math.min(maxEntries, settings.pageSize()));
    MapperPage page =
        MapperPage.of(settings.ending(), cursor.list.subList(cursor.position, end), end == total);
    UUID next = NIL;
    if (page.hasHandle()) {
      next = new UUID(0x6d61_7070_6572_0000L, ++handlesCreated);
      handles.put(next, new Cursor(cursor.list, page.restarts() ? 0 : end));
    }
    return Result.of(encoding.page(next, page, maxEntries));
  }

  private Result free(ByteBuffer in) {
    in.getInt(); // attributes of the handle
    if (handles.remove(NdrReader.uuid(in)) == null) {
      return Result.fault(WRONG_CONTEXT);
    }
    counters.handleFreed();
    return Result.of(encoder.handleFree());
  }
}

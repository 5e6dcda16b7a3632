package io.portprobe.protocols.testing.msrpc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** The management interface of an endpoint mapper (C706 appendix Q). */
final class MapperManagement {
  private final MapperSettings settings;
  private final StubDataEncoder encoder;

  MapperManagement(MapperSettings script, StubDataEncoder stubs) {
    this.settings = script;
    this.encoder = stubs;
  }

  MapperService.Result call(int operation, ByteBuffer in) {
    return switch (operation) {
      case 0 -> MapperService.Result.of(interfaces());
      case 1 -> statistics(in);
      case 2 -> MapperService.Result.of(listening());
      case 4 -> principal(in);
      default -> MapperService.Result.fault(MapperService.OUT_OF_RANGE);
    };
  }

  private NdrWriter interfaces() {
    List<UUID> ids = List.of(MapperService.ENDPOINT_MAPPER, MapperService.MANAGEMENT);
    NdrWriter out = encoder.writer();
    out.u32(0x0002_0000);
    out.u32(ids.size());
    out.u32(ids.size());
    for (int i = 0; i < ids.size(); i++) {
      out.u32(0x0002_0004 + 4L * i);
    }
    for (UUID id : ids) {
      out.uuid(id);
      out.u16(id.equals(MapperService.MANAGEMENT) ? 1 : 3);
      out.u16(0);
    }
    out.u32(0);
    return out;
  }

  /** Returns statistics. Without a principal name it returns a fault, as Samba does. */
  private MapperService.Result statistics(ByteBuffer in) {
    int count = Math.min(in.getInt(), 4);
    if (settings.principal().isEmpty()) {
      return MapperService.Result.fault(MapperService.OUT_OF_RANGE);
    }
    NdrWriter out = encoder.writer();
    out.u32(count);
    out.u32(count);
    for (int i = 0; i < count; i++) {
      out.u32(100 + i);
    }
    out.u32(0);
    return MapperService.Result.of(out);
  }

  private NdrWriter listening() {
    NdrWriter out = encoder.writer();
    out.u32(0);
    out.u32(1);
    return out;
  }

  private MapperService.Result principal(ByteBuffer in) {
    int service = in.getInt();
    int size = in.getInt();
    if (settings.principal().isEmpty() || service == 16) {
      return MapperService.Result.fault(MapperService.OUT_OF_RANGE);
    }
    byte[] name = (settings.principal() + "\0").getBytes(StandardCharsets.UTF_8);
    NdrWriter out = encoder.writer();
    out.u32(size);
    out.u32(0);
    out.u32(name.length);
    out.octets(name);
    out.align(4);
    out.u32(0);
    return MapperService.Result.of(out);
  }
}

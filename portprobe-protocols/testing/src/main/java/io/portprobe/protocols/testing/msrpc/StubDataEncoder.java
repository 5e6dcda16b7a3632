package io.portprobe.protocols.testing.msrpc;

import java.nio.ByteOrder;
import java.util.UUID;

/** An encoder of out parameters (C706 section 14.3, appendix O). */
final class StubDataEncoder {
  private final ByteOrder order;

  StubDataEncoder(MapperSettings settings) {
    order = settings.order();
  }

  NdrWriter writer() {
    return new NdrWriter(order);
  }

  /** Encodes the out parameters of {@code ept_lookup}. */
  NdrWriter lookup(UUID handle, MapperPage page, int maxEntries) {
    NdrWriter stub = writer();
    handle(stub, handle);
    array(stub, page, maxEntries);
    int referent = 0x0002_0000;
    for (MapperEntry entry : page.entries()) {
      stub.align(4);
      stub.uuid(entry.object());
      stub.u32(entry.tower().length == 0 ? 0 : referent++);
      stub.u32(0);
      stub.u32(entry.annotation().length);
      stub.octets(entry.annotation());
    }
    return towersAndStatus(stub, page);
  }

  /** Encodes the out parameters of {@code ept_map}. */
  NdrWriter towers(UUID handle, MapperPage page, int maxEntries) {
    NdrWriter stub = writer();
    handle(stub, handle);
    array(stub, page, maxEntries);
    int referent = 0x0002_0000;
    for (MapperEntry entry : page.entries()) {
      stub.u32(entry.tower().length == 0 ? 0 : referent++);
    }
    return towersAndStatus(stub, page);
  }

  private static void array(NdrWriter stub, MapperPage page, int maxEntries) {
    stub.u32(page.entries().size());
    stub.u32(maxEntries);
    stub.u32(0);
    stub.u32(page.entries().size());
  }

  private static NdrWriter towersAndStatus(NdrWriter stub, MapperPage page) {
    page.entries().forEach(entry -> tower(stub, entry.tower()));
    stub.align(4);
    stub.u32(page.status());
    return stub;
  }

  /** Encodes the out parameters of {@code ept_lookup_handle_free}: a null handle, status 0. */
  NdrWriter handleFree() {
    NdrWriter stub = writer();
    handle(stub, new UUID(0, 0));
    stub.u32(0);
    return stub;
  }

  private static void handle(NdrWriter stub, UUID handle) {
    stub.u32(0);
    stub.uuid(handle);
  }

  private static void tower(NdrWriter stub, byte[] tower) {
    if (tower.length > 0) {
      stub.align(4);
      stub.u32(tower.length);
      stub.u32(tower.length);
      stub.octets(tower);
    }
  }
}

package io.portprobe.protocols.testkit;

import java.nio.ByteOrder;
import java.util.UUID;

/** Encodes out parameters (C706 section 14.3, appendix O). */
final class MapperStubs {
  private final ByteOrder order;

  MapperStubs(MapperScript script) {
    order = script.order();
  }

  WireWriter writer() {
    return new WireWriter(order);
  }

  /** The out parameters of {@code ept_lookup}. */
  WireWriter lookup(UUID handle, MapperPage page, int wanted) {
    WireWriter stub = writer();
    handle(stub, handle);
    array(stub, page, wanted);
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

  /** The out parameters of {@code ept_map}. */
  WireWriter towers(UUID handle, MapperPage page, int wanted) {
    WireWriter stub = writer();
    handle(stub, handle);
    array(stub, page, wanted);
    int referent = 0x0002_0000;
    for (MapperEntry entry : page.entries()) {
      stub.u32(entry.tower().length == 0 ? 0 : referent++);
    }
    return towersAndStatus(stub, page);
  }

  private static void array(WireWriter stub, MapperPage page, int wanted) {
    stub.u32(page.entries().size());
    stub.u32(wanted);
    stub.u32(0);
    stub.u32(page.entries().size());
  }

  private static WireWriter towersAndStatus(WireWriter stub, MapperPage page) {
    page.entries().forEach(entry -> tower(stub, entry.tower()));
    stub.align(4);
    stub.u32(page.status());
    return stub;
  }

  /** The out parameters of {@code ept_lookup_handle_free}: a null handle, status 0. */
  WireWriter handleFree() {
    WireWriter stub = writer();
    handle(stub, new UUID(0, 0));
    stub.u32(0);
    return stub;
  }

  private static void handle(WireWriter stub, UUID handle) {
    stub.u32(0);
    stub.uuid(handle);
  }

  private static void tower(WireWriter stub, byte[] tower) {
    if (tower.length > 0) {
      stub.align(4);
      stub.u32(tower.length);
      stub.u32(tower.length);
      stub.octets(tower);
    }
  }
}

package io.portprobe.protocols.internal.msrpc;

import io.portprobe.protocols.internal.msrpc.wire.ContextHandle;
import io.portprobe.protocols.internal.msrpc.wire.RpcCall;
import io.portprobe.protocols.internal.msrpc.wire.RpcFormatException;
import io.portprobe.protocols.internal.msrpc.wire.RpcInterface;
import io.portprobe.protocols.internal.msrpc.wire.RpcStatus;
import io.portprobe.protocols.msrpc.EndpointMap;
import io.portprobe.protocols.msrpc.Inquiry;
import io.portprobe.protocols.msrpc.MappedEndpoint;
import io.portprobe.spi.Finding;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.function.Predicate;

/** Asks an endpoint mapper page by page, each with the handle that the one before returned. */
final class EntryListSequence implements CallSequence {
  /** How a page is asked for, and how it is read. */
  interface Pages {
    RpcCall from(ContextHandle handle);

    MapperReply read(byte[] stub, ByteOrder order) throws RpcFormatException;
  }

  private final Pages pages;
  private final EntryCollector collector;

  private EntryListSequence(Pages pages, String asked, Predicate<MappedEndpoint> wanted) {
    this.pages = pages;
    collector = new EntryCollector(new EntryReader(asked), wanted);
  }

  /**
   * Asks with {@code ept_lookup}.
   *
   * @param asked the host as the caller named it
   */
  static CallSequence lookup(Inquiry.Lookup inquiry, String asked) {
    return new EntryListSequence(
        new Pages() {
          @Override
          public RpcCall from(ContextHandle handle) {
            return MapperCalls.lookup(inquiry, handle);
          }

          @Override
          public MapperReply read(byte[] stub, ByteOrder order) throws RpcFormatException {
            return MapperReply.readLookup(stub, order);
          }
        },
        asked,
        inquiry::accepts);
  }

  /**
   * Asks with {@code ept_map}.
   *
   * @param asked the host as the caller named it
   */
  static CallSequence map(Inquiry.Map inquiry, String asked) {
    return new EntryListSequence(
        new Pages() {
          @Override
          public RpcCall from(ContextHandle handle) {
            return MapperCalls.map(inquiry, handle);
          }

          @Override
          public MapperReply read(byte[] stub, ByteOrder order) throws RpcFormatException {
            return MapperReply.readMap(stub, order);
          }
        },
        asked,
        entry -> true);
  }

  @Override
  public RpcInterface rpcInterface() {
    return RpcInterface.ENDPOINT_MAPPER;
  }

  @Override
  public RpcCall firstCall() {
    return pages.from(ContextHandle.NULL);
  }

  @Override
  public NextCall onResponse(byte[] stub, ByteOrder order) throws RpcFormatException {
    MapperReply reply = pages.read(stub, order);
    Optional<String> bound = collector.add(reply.entries(), stub.length);
    if (reply.status() != RpcStatus.OK && reply.status() != RpcStatus.NO_MORE_ENTRIES) {
      String status = RpcStatus.describe(reply.status());
      return leave(reply, collector.incomplete("the server ended the list with status " + status));
    }
    if (bound.isPresent()) {
      return leave(reply, collector.incomplete(bound.get()));
    }
    if (reply.status() == RpcStatus.NO_MORE_ENTRIES || reply.handle().isNull()) {
      return leave(reply, collector.complete());
    }
    return NextCall.of(pages.from(reply.handle()));
  }

  /** Ends the list, and gives the handle back if the server still holds one. */
  private static NextCall leave(MapperReply reply, EndpointMap map) {
    return reply.handle().isNull()
        ? NextCall.finish(map)
        : NextCall.callThenFinish(MapperCalls.lookupHandleFree(reply.handle()), map);
  }

  @Override
  public NextCall onFault(String how) {
    return NextCall.finish(collector.incomplete("the server " + how));
  }

  @Override
  public Optional<Finding> incomplete(String why) {
    return collector.size() == 0 ? Optional.empty() : Optional.of(collector.incomplete(why));
  }

  @Override
  public Optional<Finding> cutShort() {
    return Optional.of(collector.incomplete("cut short after " + collector.size() + " entries"));
  }
}

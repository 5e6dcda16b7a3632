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
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The calls that read entries from an endpoint mapper page by page, each with the handle that the
 * page before returned.
 */
final class EntryListSequence implements CallSequence {
  /** A decoder of the out parameters of a page. */
  private interface PageReader {
    MapperReply read(byte[] stub, ByteOrder order) throws RpcFormatException;
  }

  private final Function<ContextHandle, RpcCall> pageCall;
  private final PageReader pageReader;
  private final EntryCollector collector;

  private EntryListSequence(
      Function<ContextHandle, RpcCall> pageCall,
      PageReader pageReader,
      String probedHost,
      int maxBytes,
      Predicate<MappedEndpoint> filter) {
    this.pageCall = pageCall;
    this.pageReader = pageReader;
    collector = new EntryCollector(new EntryReader(probedHost), filter, maxBytes);
  }

  /**
   * Creates the calls of an {@code ept_lookup}.
   *
   * @param probedHost the host as the caller named it
   * @param maxBytes the heap that the finding may use
   */
  static CallSequence lookup(Inquiry.Lookup inquiry, String probedHost, int maxBytes) {
    return new EntryListSequence(
        handle -> MapperCalls.lookup(inquiry, handle),
        MapperReply::readLookup,
        probedHost,
        maxBytes,
        entry -> LookupFilter.matches(inquiry, entry));
  }

  /**
   * Creates the calls of an {@code ept_map}.
   *
   * @param probedHost the host as the caller named it
   * @param maxBytes the heap that the finding may use
   */
  static CallSequence map(Inquiry.Map inquiry, String probedHost, int maxBytes) {
    return new EntryListSequence(
        handle -> MapperCalls.map(inquiry, handle),
        MapperReply::readMap,
        probedHost,
        maxBytes,
        entry -> true);
  }

  @Override
  public RpcInterface rpcInterface() {
    return RpcInterface.ENDPOINT_MAPPER;
  }

  @Override
  public RpcCall firstCall() {
    return pageCall.apply(ContextHandle.NULL);
  }

  @Override
  public NextCall onResponse(byte[] stub, ByteOrder order) throws RpcFormatException {
    MapperReply reply = pageReader.read(stub, order);
    Optional<String> bound = collector.add(reply.entries(), stub.length);
    if (reply.status() != RpcStatus.OK && reply.status() != RpcStatus.NO_MORE_ENTRIES) {
      String status = RpcStatus.describe(reply.status());
      return end(reply, collector.incomplete("the server ended the list with status " + status));
    }
    if (bound.isPresent()) {
      return end(reply, collector.incomplete(bound.get()));
    }
    if (reply.status() == RpcStatus.NO_MORE_ENTRIES || reply.handle().isNull()) {
      return end(reply, collector.complete());
    }
    return NextCall.of(pageCall.apply(reply.handle()));
  }

  /** Ends the list, and frees the handle if the server still holds one. */
  private static NextCall end(MapperReply reply, EndpointMap map) {
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

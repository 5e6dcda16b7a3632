package io.portprobe.protocols.msrpc;

import io.portprobe.spi.Finding;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.function.Predicate;

/** Asks an endpoint mapper page by page, each with the handle that the one before returned. */
final class ListInterview implements Interview {
  /** How a page is asked for, and how it is read. */
  interface Pages {
    Call from(ContextHandle handle);

    LookupReply read(byte[] stub, ByteOrder order) throws RpcFormatException;
  }

  private final Pages pages;
  private final Collector collector;

  private ListInterview(Pages pages, String asked, Predicate<MappedEndpoint> wanted) {
    this.pages = pages;
    collector = new Collector(new EntryReader(asked), wanted);
  }

  /**
   * Asks with {@code ept_lookup}.
   *
   * @param asked the host as the caller named it
   */
  static Interview lookup(Inquiry.Lookup inquiry, String asked) {
    return new ListInterview(
        new Pages() {
          @Override
          public Call from(ContextHandle handle) {
            return MapperCalls.lookup(inquiry, handle);
          }

          @Override
          public LookupReply read(byte[] stub, ByteOrder order) throws RpcFormatException {
            return LookupReply.read(stub, order);
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
  static Interview map(Inquiry.Map inquiry, String asked) {
    return new ListInterview(
        new Pages() {
          @Override
          public Call from(ContextHandle handle) {
            return MapperCalls.map(inquiry, handle);
          }

          @Override
          public LookupReply read(byte[] stub, ByteOrder order) throws RpcFormatException {
            return LookupReply.readTowers(stub, order);
          }
        },
        asked,
        entry -> true);
  }

  @Override
  public RpcInterface subject() {
    return RpcInterface.ENDPOINT_MAPPER;
  }

  @Override
  public Call first() {
    return pages.from(ContextHandle.NULL);
  }

  @Override
  public Turn answered(byte[] stub, ByteOrder order) throws RpcFormatException {
    LookupReply reply = pages.read(stub, order);
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
    return Turn.ask(pages.from(reply.handle()));
  }

  /** Ends the list, and gives the handle back if the server still holds one. */
  private static Turn leave(LookupReply reply, EndpointMap map) {
    return reply.handle().isNull()
        ? Turn.finish(map)
        : Turn.farewell(MapperCalls.lookupHandleFree(reply.handle()), map);
  }

  @Override
  public Turn faulted(String how) {
    return Turn.finish(collector.incomplete("the server " + how));
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

package io.portprobe.protocols.internal.http2;

import io.portprobe.protocols.http2.Grpc;
import io.portprobe.protocols.internal.text.Authority;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A dialogue of one health check (gRPC over HTTP/2: PROTOCOL-HTTP2.md of gRPC). */
final class GrpcDialogue extends ConnectionDialogue {
  private static final int MAX_BLOCK = 64 << 10;
  private static final int MAX_MESSAGE = 4 << 10;
  private static final int PRIORITY_SIZE = 5;

  private final DialogueContext context;
  private final HpackDecoder decoder = new HpackDecoder();
  private final ByteBuffer block = ByteBuffer.allocate(MAX_BLOCK);
  private final ByteBuffer message = ByteBuffer.allocate(MAX_MESSAGE);
  private final List<HeaderField> fields = new ArrayList<>(); // of the head and the trailers
  private boolean endsStream; // whether the header block in progress is the last one
  private boolean inBlock;

  GrpcDialogue(DialogueContext context) {
    super(context);
    this.context = context;
  }

  @Override
  byte[] opening() {
    String authority = Authority.of(context, context.option(Grpc.AUTHORITY), context.tlsFirst());
    return Frame.opening(
        GrpcCall.headers(authority, context.tlsFirst()),
        GrpcCall.data(context.option(Grpc.SERVICE)));
  }

  /** Some servers of gRPC do not support ALPN. */
  @Override
  boolean requiresAlpn() {
    return false;
  }

  @Override
  Step settings(Settings settings) {
    return Step.send(acknowledgement());
  }

  @Override
  Step goAway(int error) {
    return error == 0
        ? Step.await() // open streams continue (RFC 9113 section 6.8)
        : Step.mismatch("the server ended the connection: GOAWAY " + Frame.error(error));
  }

  @Override
  Step frame(Frame frame) {
    if (frame.stream() != GrpcCall.STREAM) {
      return Step.await();
    }
    if (inBlock && frame.type() != Frame.CONTINUATION) {
      return Step.mismatch("a header block without an end");
    }
    return switch (frame.type()) {
      case Frame.HEADERS -> headers(frame);
      case Frame.CONTINUATION -> inBlock ? append(frame.payload(), frame) : Step.await();
      case Frame.DATA -> data(frame);
      case Frame.RST_STREAM -> reset(frame);
      default -> Step.await();
    };
  }

  private Step reset(Frame frame) {
    String error =
        frame.payload().remaining() == 4 ? Frame.error(frame.payload().getInt(0)) : "no error code";
    return fields.isEmpty()
        ? Step.mismatch("the server reset the stream of the call: " + error)
        : end();
  }

  private Step headers(Frame frame) {
    Optional<ByteBuffer> payload = unpadded(frame);
    if (payload.isEmpty()) {
      return Step.mismatch("a HEADERS frame with invalid padding");
    }
    inBlock = true;
    endsStream = frame.has(Frame.END_STREAM);
    block.clear();
    return append(payload.get(), frame);
  }

  private Step append(ByteBuffer fragment, Frame frame) {
    if (fragment.remaining() > block.remaining()) {
      return Step.mismatch("a header block of more than " + MAX_BLOCK + " bytes");
    }
    block.put(fragment.duplicate());
    if (!frame.has(Frame.END_HEADERS)) {
      return Step.await();
    }
    inBlock = false;
    try {
      for (HeaderField field : decoder.decode(block.duplicate().flip())) {
        if (fields.size() < HpackDecoder.MAX_FIELDS) {
          fields.add(field);
        }
      }
    } catch (HpackException e) {
      return Step.mismatch("invalid header block: " + e.getMessage());
    }
    return endsStream ? end() : Step.await();
  }

  private Step data(Frame frame) {
    Optional<ByteBuffer> payload = unpadded(frame);
    if (payload.isEmpty()) {
      return Step.mismatch("a DATA frame with invalid padding");
    }
    ByteBuffer part = payload.get();
    message.put(part.slice(part.position(), Math.min(part.remaining(), message.remaining())));
    return frame.has(Frame.END_STREAM) ? end() : Step.await();
  }

  /** Returns the payload without padding and priority; empty if they exceed it. */
  private static Optional<ByteBuffer> unpadded(Frame frame) {
    ByteBuffer payload = frame.payload().slice();
    boolean padded = frame.has(Frame.PADDED);
    int skipped = padded ? 1 : 0;
    if (frame.type() == Frame.HEADERS && frame.has(Frame.PRIORITY)) {
      skipped += PRIORITY_SIZE;
    }
    int padding = padded && payload.hasRemaining() ? payload.get(0) & 0xff : 0;
    int length = payload.remaining() - skipped - padding;
    return length < 0 ? Optional.empty() : Optional.of(payload.slice(skipped, length));
  }

  /** Ends after the last frame of the response. */
  private Step end() {
    return DefaultGrpcHealthResult.of(
            context.option(Grpc.SERVICE), fields, message.duplicate().flip())
        .map(result -> Step.send(Frame.goodbye(), Step.finish(result)))
        .orElseGet(
            () ->
                Step.mismatch(
                    "expected a response of gRPC, received the HTTP status "
                        + DefaultGrpcHealthResult.field(fields, ":status").orElse("none")));
  }
}

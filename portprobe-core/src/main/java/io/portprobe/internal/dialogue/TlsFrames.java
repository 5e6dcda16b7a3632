package io.portprobe.internal.dialogue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.portprobe.spi.Framing;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A channel handler that carries the records of a TLS handshake in frames of a protocol, and
 * forwards records unchanged afterwards. Confined to the event loop.
 */
final class TlsFrames extends ChannelDuplexHandler {
  /** Receives failures, on the event loop. */
  interface Listener {
    /** The peer sent bytes that are not a frame. */
    void onInvalidFrame(InvalidFrameException failure);

    /** A method of the protocol's rule threw, or returned null. */
    void onPlugInFailure(String method, @Nullable Throwable failure);
  }

  /** Thrown for bytes that are not a frame, or one that is too long. */
  static final class InvalidFrameException extends SSLException {
    private static final long serialVersionUID = 1;

    InvalidFrameException() {
      super("the peer sent data that is not a frame of the protocol");
    }
  }

  private enum State {
    FRAMING,
    /** The handshake is complete. The peer may still send frames, with records of TLS 1.3. */
    SECURED,
    /** The peer sends no more frames. */
    FORWARDING,
    /** A frame was invalid, or the rule failed. */
    FAILED
  }

  private static final int FIRST_RECORD_TYPE = 20;
  private static final int LAST_RECORD_TYPE = 23;
  private static final int MAJOR_VERSION = 3;

  private final Framing framing;
  private final Listener listener;
  private State state = State.FRAMING;
  private final ByteBuf received = Unpooled.buffer();
  private final ByteBuf toSend = Unpooled.buffer();
  private @Nullable ChannelHandlerContext context;

  TlsFrames(Framing framing, Listener listener) {
    this.framing = framing;
    this.listener = listener;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  /** Forwards bytes from now on. What the handshake has written before is sent in frames. */
  void stop() {
    ChannelHandlerContext ctx = context;
    if (state != State.FRAMING || ctx == null) {
      return;
    }
    sendFrames(ctx);
    if (state == State.FRAMING) {
      state = State.SECURED;
      ctx.flush();
    }
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (state != State.FRAMING || !(message instanceof ByteBuf bytes)) {
      var unused = ctx.write(message, promise); // the promise has the result
      return;
    }
    toSend.writeBytes(bytes);
    bytes.release();
    promise.trySuccess(); // a failure to write the frame is reported by an exception
  }

  @Override
  public void flush(ChannelHandlerContext ctx) {
    if (state == State.FRAMING) {
      sendFrames(ctx);
    }
    ctx.flush();
  }

  private void sendFrames(ChannelHandlerContext ctx) {
    if (!toSend.isReadable()) {
      return;
    }
    byte[] records = new byte[toSend.readableBytes()];
    toSend.readBytes(records).discardReadBytes();
    byte[] frames;
    try {
      frames = framing.frame(records);
    } catch (Throwable t) { // a plug-in may throw anything; only its dialogue fails
      failPlugIn("frame", t);
      return;
    }
    if (frames == null) {
      failPlugIn("frame", null);
      return;
    }
    ctx.write(Unpooled.wrappedBuffer(frames))
        .addListener(
            done -> {
              if (!done.isSuccess()) {
                ctx.fireExceptionCaught(done.cause());
              }
            });
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (state == State.FORWARDING || !(message instanceof ByteBuf bytes)) {
      ctx.fireChannelRead(message);
      return;
    }
    if (state != State.FAILED) {
      received.writeBytes(bytes);
    }
    bytes.release();
    while (receivesFrames() && received.isReadable() && forwardFrame(ctx)) {
      received.discardSomeReadBytes();
    }
    if (state == State.FORWARDING && received.isReadable()) {
      ctx.fireChannelRead(received.readBytes(received.readableBytes()));
    }
  }

  /** Returns whether the next bytes are a frame, which a record of TLS ends after the handshake. */
  private boolean receivesFrames() {
    if (state == State.SECURED && startsWithRecord()) {
      state = State.FORWARDING;
    }
    return state == State.FRAMING || state == State.SECURED;
  }

  /** Checks type and version of a record (RFC 8446 section 5.1). */
  private boolean startsWithRecord() {
    int start = received.readerIndex();
    return received.readableBytes() > 1
        && received.getByte(start) >= FIRST_RECORD_TYPE
        && received.getByte(start) <= LAST_RECORD_TYPE
        && received.getByte(start + 1) == MAJOR_VERSION;
  }

  /** Forwards the content of a frame, and returns whether there was a whole one. */
  private boolean forwardFrame(ChannelHandlerContext ctx) {
    int available = received.readableBytes();
    int header;
    int max;
    int length;
    try {
      length = framing.length(received.nioBuffer().asReadOnlyBuffer());
      header = framing.headerLength();
      max = framing.maxLength();
    } catch (Throwable t) { // a plug-in may throw anything; only its dialogue fails
      failPlugIn("length", t);
      return false;
    }
    boolean incomplete = length == Framing.INCOMPLETE;
    if (incomplete ? available > max : length < Math.max(1, header) || length > max) {
      onInvalidFrame();
      return false;
    }
    if (incomplete || available < length) {
      return false;
    }
    received.skipBytes(header);
    ctx.fireChannelRead(received.readBytes(length - header));
    return true;
  }

  private void onInvalidFrame() {
    if (state == State.SECURED) {
      state = State.FORWARDING; // TLS rejects the bytes
      return;
    }
    state = State.FAILED;
    listener.onInvalidFrame(new InvalidFrameException());
  }

  private void failPlugIn(String method, @Nullable Throwable failure) {
    state = State.FAILED;
    listener.onPlugInFailure(method, failure);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    received.release();
    toSend.release();
  }
}

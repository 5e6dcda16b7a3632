package io.portprobe.protocols.internal.http2;

import io.portprobe.protocols.internal.text.PeerText;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.FrameDialogue;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsInfo;
import io.portprobe.spi.TlsSettings;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A dialogue of HTTP/2 frames. The first frame of a server is SETTINGS (RFC 9113 section 3.4), or
 * GOAWAY if it refuses the connection. Answers SETTINGS and PING.
 */
abstract class ConnectionDialogue extends FrameDialogue {
  /** The frames after which a server is said to send no response. */
  private static final int MAX_FRAMES = 256;

  private static final int GOAWAY_SIZE = 8;
  private static final int PING_SIZE = 8;

  private boolean opened;
  private int frames;

  ConnectionDialogue(DialogueContext context) {
    super(context, Frame.FRAMING);
  }

  /** Returns the bytes that open the connection. */
  abstract byte[] opening();

  /** Returns the step after the first SETTINGS of the server; it has to be acknowledged. */
  abstract Step settings(Settings settings);

  /** Returns the step after GOAWAY with an error. */
  abstract Step goAway(int error);

  /** Returns the step after any other frame. */
  abstract Step frame(Frame frame);

  @Override
  public final TlsSettings tlsSettings() {
    return TlsSettings.defaults().withAlpn("h2");
  }

  @Override
  public final Step secured(TlsInfo tls) {
    return tls.alpn().equals(Optional.of("h2")) || !requiresAlpn()
        ? start()
        : Step.mismatch("the server did not choose h2 by ALPN");
  }

  /** Returns whether a server that does not choose {@code h2} is a mismatch. */
  abstract boolean requiresAlpn();

  @Override
  public final Step start() {
    return request(opening());
  }

  @Override
  protected final Step message(ByteBuffer message) {
    if (!Frame.isFrame(message)) {
      byte[] bytes = new byte[message.remaining()];
      message.duplicate().get(bytes);
      return Step.mismatch("expected an HTTP/2 frame, received " + PeerText.excerpt(bytes));
    }
    Frame frame = Frame.read(message);
    frames++;
    if (frames > MAX_FRAMES) {
      return Step.mismatch("more than " + MAX_FRAMES + " frames without a response");
    }
    if (frame.type() == Frame.GOAWAY
        && frame.stream() == 0
        && frame.payload().remaining() >= GOAWAY_SIZE) {
      return goAway(frame.payload().getInt(4));
    }
    return opened ? next(frame) : first(frame);
  }

  private Step first(Frame frame) {
    opened = true;
    return Settings.read(frame)
        .map(this::settings)
        .orElseGet(
            () ->
                Step.mismatch(
                    "expected HTTP/2 SETTINGS, received a frame of type " + frame.type()));
  }

  private Step next(Frame frame) {
    if (frame.type() == Frame.SETTINGS) {
      return frame.has(Frame.ACK) ? Step.await() : Step.send(acknowledgement());
    }
    if (frame.type() == Frame.PING && frame.payload().remaining() == PING_SIZE) {
      byte[] data = new byte[PING_SIZE];
      frame.payload().duplicate().get(data);
      return frame.has(Frame.ACK)
          ? Step.await()
          : Step.send(Frame.encode(Frame.PING, Frame.ACK, 0, data));
    }
    return frame(frame);
  }

  static byte[] acknowledgement() {
    return Frame.encode(Frame.SETTINGS, Frame.ACK, 0, new byte[0]);
  }
}

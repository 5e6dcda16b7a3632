package io.portprobe.protocols.internal.http2;

import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Step;

/** A dialogue of the connection preface and the SETTINGS of the server. */
final class Http2Dialogue extends ConnectionDialogue {
  private final boolean tls;

  Http2Dialogue(DialogueContext context) {
    super(context);
    this.tls = context.tlsFirst();
  }

  @Override
  byte[] opening() {
    return Frame.opening();
  }

  @Override
  boolean requiresAlpn() {
    return true;
  }

  @Override
  Step settings(Settings settings) {
    return Step.send(
        acknowledgement(),
        Step.send(Frame.goodbye(), Step.finish(DefaultHttp2Result.of(settings, !tls))));
  }

  @Override
  Step goAway(int error) {
    return Step.finish(DefaultHttp2Result.of(Frame.error(error), !tls));
  }

  /** No frame follows: the dialogue ends with the first one. */
  @Override
  Step frame(Frame frame) {
    return Step.await();
  }
}

package io.portprobe.protocols.internal.msrpc;

import io.portprobe.protocols.internal.msrpc.wire.RpcCall;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import org.jspecify.annotations.Nullable;

/**
 * The decision of a {@link CallSequence}: another call, the end, or a last call whose response does
 * not matter and then the end.
 *
 * @param call the call to make; null for none
 * @param end the end of the dialogue; null if it continues
 */
record NextCall(@Nullable RpcCall call, @Nullable Step end) {
  static NextCall of(RpcCall call) {
    return new NextCall(call, null);
  }

  static NextCall finish(Finding finding) {
    return new NextCall(null, Step.finish(finding));
  }

  static NextCall callThenFinish(RpcCall call, Finding finding) {
    return new NextCall(call, Step.finish(finding));
  }
}

package io.portprobe.protocols.internal.msrpc;

import io.portprobe.protocols.internal.msrpc.wire.RpcCall;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link CallSequence} wants next: a call, an end, or a last call whose answer does not
 * matter and then the end.
 *
 * @param call what to call; null for nothing more
 * @param end how it ends; null if it goes on
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

  static NextCall mismatch(String why) {
    return new NextCall(null, Step.mismatch(why));
  }
}

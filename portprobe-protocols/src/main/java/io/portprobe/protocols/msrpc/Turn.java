package io.portprobe.protocols.msrpc;

import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link Interview} wants next: a call, an end, or a last call whose answer does not matter
 * and then the end.
 *
 * @param call what to call; null for nothing more
 * @param end how it ends; null if it goes on
 */
record Turn(@Nullable Call call, @Nullable Step end) {
  static Turn ask(Call call) {
    return new Turn(call, null);
  }

  static Turn finish(Finding finding) {
    return new Turn(null, Step.finish(finding));
  }

  static Turn farewell(Call call, Finding finding) {
    return new Turn(call, Step.finish(finding));
  }

  static Turn mismatch(String why) {
    return new Turn(null, Step.mismatch(why));
  }
}

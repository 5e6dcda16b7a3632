package io.portprobe.protocols.internal.msrpc;

import io.portprobe.protocols.msrpc.EndpointMap;
import io.portprobe.spi.Step;
import java.util.List;

/** A dialogue with a simulated server, run in memory. */
abstract class Conversation {
  /** Runs the dialogue and returns its last step; {@link Step.Await} if the server is silent. */
  abstract Step run();

  /** Runs a dialogue that finishes with a map, and returns the map. */
  EndpointMap map() {
    return mapOf(run());
  }

  static EndpointMap mapOf(Step step) {
    if (step instanceof Step.Finish finish && finish.finding() instanceof EndpointMap map) {
      return map;
    }
    throw new AssertionError("not finished with a map: " + step);
  }

  /** Checks that lines have no control characters, with loops: some tests check a million lines. */
  static void checkLines(List<String> lines) {
    for (String line : lines) {
      for (int i = 0; i < line.length(); i++) {
        if (Character.isISOControl(line.charAt(i))) {
          throw new AssertionError("control characters in " + line);
        }
      }
    }
  }

  /** Runs a dialogue that ends in a mismatch, and returns the reason. */
  String why() {
    Step step = run();
    if (step instanceof Step.Mismatch mismatch) {
      return mismatch.why();
    }
    throw new AssertionError("no mismatch: " + step);
  }
}

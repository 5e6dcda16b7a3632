package io.portprobe.internal.identify;

import io.portprobe.internal.util.Failures;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.List;

/**
 * What plug-ins threw during one identification. Each loses its turn; none ends the identification.
 * Confined to the event loop.
 */
final class PlugInFailures {
  private static final int MAX = 20;

  private final List<String> failures = new ArrayList<>();

  void add(String protocol, String method, Throwable failure) {
    if (failures.size() < MAX) {
      failures.add(
          SafeText.line(
              "the protocol '"
                  + protocol
                  + "' threw in "
                  + method
                  + "(): "
                  + Failures.describe(failure)));
    }
  }

  List<String> all() {
    return List.copyOf(failures);
  }
}

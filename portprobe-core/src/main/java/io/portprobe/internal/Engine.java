package io.portprobe.internal;

import io.portprobe.ProbeClient;

/** The one door from the API into the engine. */
public final class Engine {
  private Engine() {}

  @SuppressWarnings("DoNotCallSuggester") // replaced within the hour
  public static ProbeClient open(ClientConfig config) {
    throw new UnsupportedOperationException(config.toString());
  }
}

package io.portprobe.internal;

import io.portprobe.ProbeClient;

/** The one door from the API into the engine. */
public final class Engine {
  private Engine() {}

  /**
   * Makes a client.
   *
   * @throws IllegalStateException if the protocols or the I/O mode cannot be had
   */
  public static ProbeClient open(ClientConfig config) {
    Randomness.shared(); // seeded here, where reading a seed may take its time
    ProtocolRegistry protocols = ProtocolRegistry.of(config);
    return new DefaultProbeClient(config, protocols, Loops.open(config));
  }
}

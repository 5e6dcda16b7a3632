package io.portprobe.internal.client;

import io.portprobe.ProbeClient;
import io.portprobe.internal.dialogue.ProtocolRegistry;
import io.portprobe.internal.io.ClientEventLoops;
import io.portprobe.internal.util.Randomness;

/** The one door from the API into the engine. */
public final class ProbeClients {
  private ProbeClients() {}

  /**
   * Makes a client.
   *
   * @throws IllegalStateException if the protocols or the I/O mode cannot be had
   */
  public static ProbeClient open(ClientConfig config) {
    Randomness.shared(); // seeded here, where reading a seed may take its time
    ProtocolRegistry protocols = ProtocolRegistry.of(config);
    return new DefaultProbeClient(config, protocols, ClientEventLoops.open(config));
  }
}
